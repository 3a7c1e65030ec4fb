import { A } from "@solidjs/router";
import { For, type JSX } from "solid-js";
import type { AuditEntry } from "#web/data/audit.ts";

/** One entry as a sentence. Whatever people typed is text of its own and cannot turn what stands around it. */
export function AuditSentence(props: { entry: AuditEntry; href: string | undefined }): JSX.Element {
  return (
    <span>
      <For each={props.entry.sentence}>
        {(part, at) => {
          const words = () => (at() === 0 ? capital(part.text) : part.text);
          if (part.kind === "words") return words();
          if (part.kind === "actor")
            return (
              <strong>
                <bdi>{words()}</bdi>
              </strong>
            );
          if (part.kind === "target" && props.href !== undefined) {
            return (
              <A href={props.href}>
                <bdi>{words()}</bdi>
              </A>
            );
          }
          return <bdi>{words()}</bdi>;
        }}
      </For>
    </span>
  );
}

/** "order 100001" begins a sentence as "Order 100001", but a host name stays as it is. */
const capital = (text: string): string =>
  /^[a-z]+( |$)/.test(text) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
