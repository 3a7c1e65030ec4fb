import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { Operation } from "#web/data/operations.ts";
import type { Service } from "#web/data/services.ts";
import { Moment } from "#web/parts/moment.tsx";
import { operationTones, text as states } from "#web/parts/states.text.ts";
import { paths } from "#web/paths.ts";
import { Feed, FeedItem } from "#web/ui/feed.tsx";
import { text } from "./overview.text.ts";

/** The latest work on an account's websites, newest first. */
export function Timeline(props: { operations: readonly Operation[]; services: readonly Service[] }) {
  const serviceOf = (operation: Operation) => props.services.find((service) => service.id === operation.subject);
  return (
    <Show when={props.operations.length > 0} fallback={<p class="second">{text.timeline.empty}</p>}>
      <Feed>
        <For each={props.operations}>
          {(operation) => (
            <FeedItem
              tone={operationTones[operation.state]}
              title={operation.title}
              text={
                <>
                  <Show when={serviceOf(operation)}>
                    {(service) => (
                      <>
                        <A href={paths.serviceDetail(service().id)}>{service().host}</A>
                        {" · "}
                      </>
                    )}
                  </Show>
                  {states.operation[operation.state].toLowerCase()}
                </>
              }
              time={<Moment at={operation.finishedAt ?? operation.startedAt ?? operation.createdAt} />}
            />
          )}
        </For>
      </Feed>
    </Show>
  );
}
