import { createSignal, For, Show } from "solid-js";
import { addNote, getNotes, type Note, removeNote } from "#web/data/customers.ts";
import { createRequest } from "#web/data/request.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Moment } from "#web/parts/moment.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { TextArea } from "#web/ui/text-area.tsx";
import { text as texts } from "./customer.text.ts";

const text = texts.notes;

/** What colleagues should know of a customer. */
export function NotesCard(props: { accountId: string }) {
  const notes = createView(getNotes, () => [props.accountId]);
  const [written, setWritten] = createSignal("");
  const [asked, setAsked] = createSignal<Note>();
  const adding = createRequest(addNote);
  const removing = createRequest(removeNote);
  const add = async () => {
    const note = written().trim();
    if (note !== "" && (await adding.run(props.accountId, note))) setWritten("");
  };
  const close = () => {
    removing.clear();
    setAsked(undefined);
  };
  const remove = async (note: Note) => {
    if (await removing.run(props.accountId, note.id)) close();
  };
  return (
    <Card title={text.title}>
      <Loaded
        padded
        from={notes}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.title} rows={2} />}
      >
        {(value) => (
          <Show
            when={value().items.length > 0}
            fallback={
              <CardBody>
                <p class="second">{text.empty}</p>
              </CardBody>
            }
          >
            <Rows>
              <For each={value().items}>
                {(note) => (
                  <Row
                    title={
                      <span class="whitespace-pre-wrap wrap-anywhere">
                        <bdi>{note.text}</bdi>
                      </span>
                    }
                    text={
                      <>
                        <bdi>{note.by ?? text.former}</bdi>, <Moment at={note.createdAt} />
                      </>
                    }
                    end={
                      <Button
                        size="small"
                        aria-label={text.removeOf(note.by ?? text.former)}
                        onClick={() => setAsked(note)}
                      >
                        {text.remove}
                      </Button>
                    }
                  />
                )}
              </For>
            </Rows>
          </Show>
        )}
      </Loaded>
      <CardBody>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <Refusal of={adding} />
          <TextArea
            label={text.label}
            rows={2}
            maxlength={2000}
            value={written()}
            onInput={(event) => setWritten(event.currentTarget.value)}
          />
          <div>
            <Button type="submit" busy={adding.pending()}>
              {text.add}
            </Button>
          </div>
        </form>
      </CardBody>
      <Show when={asked()}>
        {(note) => (
          <ConfirmDialog
            open
            danger
            title={text.confirmTitle}
            text={text.confirmText}
            confirm={text.confirm}
            dismiss={text.dismiss}
            busy={removing.pending()}
            refusal={<Refusal of={removing} />}
            waits={removing.waiting() > 0}
            onConfirm={() => void remove(note())}
            onClose={close}
          />
        )}
      </Show>
    </Card>
  );
}
