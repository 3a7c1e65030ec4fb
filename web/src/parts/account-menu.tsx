import { lazy, Show, Suspense } from "solid-js";
import { createRequest } from "#web/data/request.ts";
import { type Session, signOut } from "#web/data/session.ts";
import { language, languages } from "#web/lib/dictionary.ts";
import { chooseLanguage, languageNames } from "#web/lib/language.ts";
import { chooseTheme, theme, themes } from "#web/lib/theme.ts";
import { paths } from "#web/paths.ts";
import { MenuGroup, MenuItem } from "#web/ui/menu.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./account-menu.text.ts";

/** Loaded when a menu opens: most people have one account. */
const AccountSwitch = lazy(() => import("./account-switch.tsx").then((part) => ({ default: part.AccountSwitch })));

/** Who is signed in, how it looks, and the way out. */
export function AccountMenu(props: { session: Session | undefined; opened: boolean }) {
  const leaving = createRequest(signOut);
  const leave = async () => {
    await leaving.run();
    if (leaving.failure()) toast(text.signOutFailed);
    else window.location.assign(paths.signIn);
  };
  return (
    <>
      <Show when={props.session}>
        {(session) => (
          <MenuGroup>
            <span class="block">{session().person.name}</span>
            <span class="small third block wrap-anywhere">{session().person.email}</span>
          </MenuGroup>
        )}
      </Show>
      <Show when={props.opened && props.session?.staff === null}>
        <Suspense>
          <AccountSwitch />
        </Suspense>
      </Show>
      <MenuGroup>
        <span class="small second">{text.appearance}</span>
        <Segmented
          small
          label={text.appearance}
          options={themes.map((value) => ({ value, label: text.theme[value] }))}
          value={theme()}
          onChange={chooseTheme}
        />
      </MenuGroup>
      <MenuGroup>
        <span class="small second">{text.language}</span>
        <Segmented
          small
          label={text.language}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
          value={language}
          onChange={chooseLanguage}
        />
      </MenuGroup>
      <div class="menu-items">
        <Show when={!props.session?.acting}>
          <MenuItem icon="shield" href={props.session?.staff ? paths.dashboardSecurity : paths.security}>
            {text.security}
          </MenuItem>
        </Show>
        <MenuItem icon="leave" onClick={() => void leave()}>
          {text.signOut}
        </MenuItem>
      </div>
    </>
  );
}
