import { For, Show } from "solid-js";
import { getOwnAccounts, switchAccount } from "#web/data/account.ts";
import { createRequest } from "#web/data/request.ts";
import { createView } from "#web/lib/view.ts";
import { paths } from "#web/paths.ts";
import { MenuGroup, MenuItem } from "#web/ui/menu.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./account-switch.text.ts";

/** The other accounts of whoever is signed in; nothing where there is none. */
export function AccountSwitch() {
  const accounts = createView(getOwnAccounts, () => []);
  const switching = createRequest(switchAccount);
  const others = () => (accounts.value()?.items ?? []).filter(({ current }) => !current);
  const go = async (id: string) => {
    // A new document: nothing that was read in one account belongs into another.
    if (await switching.run(id)) window.location.assign(paths.overview);
    else if (switching.failure()) toast(text.failed);
  };
  return (
    <Show when={others().length > 0}>
      <MenuGroup>
        <span class="small second">{text.others}</span>
      </MenuGroup>
      <div class="menu-items">
        <For each={others()}>
          {(account) => (
            <MenuItem icon="out" onClick={() => void go(account.id)}>
              {account.name}
            </MenuItem>
          )}
        </For>
      </div>
    </Show>
  );
}
