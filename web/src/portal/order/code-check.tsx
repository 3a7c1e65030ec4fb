import { checkOrderedSource } from "#web/data/sources.ts";
import { createConnectionCheck } from "#web/parts/connection-check.tsx";
import { needsHostKey, type TypedRepository } from "#web/parts/repository.ts";
import { text } from "./code-check.text.ts";

/** Whether a repository can be built from, before anything is ordered. Loaded where one is typed. */
export function CodeCheck(props: { typed: TypedRepository; able: "yes" | "stranger" | "mayNot" }) {
  const check = createConnectionCheck(
    checkOrderedSource,
    () => ({
      ...{ url: props.typed.url, branch: props.typed.branch },
      ...(needsHostKey(props.typed) && props.typed.hostKey.trim() !== "" && { hostKey: props.typed.hostKey }),
    }),
    { key_missing: text.key_missing, access_refused: text.access_refused },
  );
  return (
    <>
      <div class="page-actions">
        <check.Button small unable={props.able === "yes" ? undefined : text[props.able]} />
      </div>
      <check.Answer />
    </>
  );
}
