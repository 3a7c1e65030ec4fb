import { For, Show } from "solid-js";
import { getCustomerPeople } from "#web/data/customers.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Moment } from "#web/parts/moment.tsx";
import { text as roles } from "#web/parts/roles.text.ts";
import { Card } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { text as texts } from "./customer.text.ts";

const text = texts.people;

/** Who belongs to the account, and how well each guards it. */
export function PeopleCard(props: { accountId: string }) {
  const people = createView(getCustomerPeople, () => [props.accountId]);
  return (
    <Card title={text.title}>
      <Loaded
        padded
        from={people}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.title} rows={2} />}
      >
        {(value) => (
          <Rows>
            <For each={value().items}>
              {(member) => (
                <Row
                  icon="users"
                  title={<bdi>{member.name}</bdi>}
                  text={
                    <>
                      <span class="wrap-anywhere">{member.email}</span>
                      <Show when={member.care}>
                        {(care) => (
                          <>
                            , {care().secondFactor ? text.factor : text.noFactor},{" "}
                            <Show when={care().lastSeenAt} fallback={text.never}>
                              {(at) => (
                                <>
                                  {text.seen} <Moment at={at()} />
                                </>
                              )}
                            </Show>
                          </>
                        )}
                      </Show>
                    </>
                  }
                  end={<span class="small second">{roles.role[member.role]}</span>}
                />
              )}
            </For>
          </Rows>
        )}
      </Loaded>
    </Card>
  );
}
