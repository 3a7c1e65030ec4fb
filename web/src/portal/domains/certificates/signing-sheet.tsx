import { createSignal, Show } from "solid-js";
import { certifiedName } from "#core/certificates/names.state.ts";
import { refusedAt } from "#web/data/api.ts";
import { type Certificate, requestSigning } from "#web/data/certificates.ts";
import type { Domain } from "#web/data/domains.ts";
import { createRequest } from "#web/data/request.ts";
import { download } from "#web/lib/download.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextArea } from "#web/ui/text-area.tsx";
import { text } from "./signing.text.ts";

const namesMax = 50;

/** Makes a request for somebody else to sign, or shows one that was made. */
export function SigningSheet(props: {
  domain: Domain;
  /** The one to show, as PEM. */
  request: string | undefined;
  onMade: (made: Certificate) => void;
  onUpload: () => void;
  onClose: () => void;
}) {
  const making = createRequest(requestSigning);
  const [written, setWritten] = createSignal(`${props.domain.shown}\nwww.${props.domain.shown}`);
  const [problem, setProblem] = createSignal<string>();
  const lines = () =>
    written()
      .split(/[\s,;]+/)
      .filter((line) => line !== "");
  const refused = () => lines().flatMap((_, index) => refusedAt(making.failure(), `names.${index}`) ?? [])[0];
  const submit = async () => {
    const wrong = problemOf(lines(), props.domain);
    setProblem(wrong);
    if (wrong) return;
    const made = await making.run(props.domain.id, lines().map(asciiOf));
    if (made) props.onMade(made);
  };
  return (
    <Sheet
      open
      title={props.request === undefined ? text.title : text.shownTitle}
      closeLabel={text.close}
      onClose={props.onClose}
      onSubmit={() => (props.request === undefined ? void submit() : props.onUpload())}
      foot={
        <Button type="submit" tone="primary" size="large" wide busy={making.pending()} waits={making.waiting() > 0}>
          {props.request === undefined ? text.submit : text.upload}
        </Button>
      }
    >
      <Show
        when={props.request}
        fallback={
          <div class="stack">
            <p class="second">{text.about(props.domain.shown)}</p>
            <Refusal of={making} hidden={refused() !== undefined} />
            <TextArea
              label={text.names}
              hint={text.namesHint(props.domain.shown)}
              rows={5}
              spellcheck={false}
              autocapitalize="off"
              error={problem() ?? refused()}
              value={written()}
              onInput={(event) => {
                if (making.failure()) making.clear();
                setProblem(undefined);
                setWritten(event.currentTarget.value);
              }}
            />
          </div>
        }
      >
        {(request) => <Request domain={props.domain} request={request()} />}
      </Show>
    </Sheet>
  );
}

/** As DNS has it. A `*` is none of a host name's, and is looked past. */
function asciiOf(written: string): string {
  const [star, name] = written.startsWith("*.") ? ["*.", written.slice(2)] : ["", written];
  try {
    return `${star}${new URL(`http://${name}`).hostname}`;
  } catch {
    return written;
  }
}

function problemOf(lines: readonly string[], domain: Domain): string | undefined {
  if (lines.length === 0) return text.missing;
  if (lines.length > namesMax) return text.tooMany(namesMax);
  for (const line of lines) {
    const name = asciiOf(line);
    if (!certifiedName.test(name)) return text.invalid(line);
    const plain = name.replace(/^\*\./, "");
    if (plain !== domain.name && !plain.endsWith(`.${domain.name}`)) return text.elsewhere(line, domain.shown);
  }
  return undefined;
}

/** What is sent to an authority. */
function Request(props: { domain: Domain; request: string }) {
  const [copied, setCopied] = createSignal(false);
  const copy = async () => {
    // Where the clipboard is closed to us the text can still be selected.
    await navigator.clipboard.writeText(props.request).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div class="stack">
      <p class="second">{text.shownAbout}</p>
      <TextArea mono label={text.request} rows={12} readOnly spellcheck={false} value={props.request} />
      <div class="page-actions">
        <Button icon={copied() ? "check" : "copy"} onClick={() => void copy()}>
          {copied() ? text.copied : text.copy}
        </Button>
        <Button onClick={() => download(`${props.domain.name}.csr`, "application/pkcs10", props.request)}>
          {text.download}
        </Button>
      </div>
      <span class="unseen" role="status">
        {copied() ? text.copied : ""}
      </span>
    </div>
  );
}
