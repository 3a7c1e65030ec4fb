import { createMemo, createSignal, For, Show } from "solid-js";
import { refusedAt } from "#web/data/api.ts";
import { uploadCertificate } from "#web/data/certificates.ts";
import type { Domain } from "#web/data/domains.ts";
import { createRequest } from "#web/data/request.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { FileDrop } from "#web/ui/file-drop.tsx";
import { IconButton } from "#web/ui/icon-button.tsx";
import { PasswordField } from "#web/ui/password-field.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextArea } from "#web/ui/text-area.tsx";
import { toast } from "#web/ui/toast.tsx";
import { type Kind, kindsOf, type Part, readPart, textMax, together, withPart } from "./given.ts";
import { text } from "./upload.text.ts";

const accepted = ".pem,.crt,.cer,.key,.der,.p12,.pfx,.txt,application/x-pkcs12,application/x-x509-ca-cert";
/** None that is longer can be one of those; it is not even read. */
const bytesMax = 1_000_000;

/** Takes a certificate that was issued elsewhere, from files, from a text, or from both. */
export function UploadSheet(props: { domain: Domain; onClose: () => void }) {
  const uploading = createRequest(uploadCertificate);
  const [parts, setParts] = createSignal<readonly Part[]>([]);
  const [pasted, setPasted] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [problem, setProblem] = createSignal<string>();
  const isPkcs12 = () => parts().some(({ pkcs12 }) => pkcs12 !== "");
  const refused = (field: string) => refusedAt(uploading.failure(), field);
  const kinds = createMemo(() => [...parts().flatMap((part) => part.kinds), ...kindsOf(pasted())]);
  const wantsPassword = () => isPkcs12() || kinds().includes("encryptedKey") || refused("password") !== undefined;
  const changed = () => {
    if (uploading.failure()) uploading.clear();
    setProblem(undefined);
  };
  const take = async (file: File) => {
    changed();
    const part = file.size > bytesMax ? undefined : readPart(file.name, new Uint8Array(await file.arrayBuffer()));
    if (part) setParts((had) => withPart(had, part));
    else setProblem(text.unknown(file.name));
  };
  const submit = async () => {
    const given = together(parts(), pasted());
    if (given.pem === "" && given.pkcs12 === "") setProblem(text.nothing);
    else if (await uploading.run(props.domain.id, { ...given, password: wantsPassword() ? password() : "" })) {
      toast(text.done);
      props.onClose();
    }
  };
  /** Said where the person looks: at the text where there is one, at the files else. */
  const atText = () => pasted().trim() !== "" && !isPkcs12();
  const atFiles = () => problem() ?? refused("pkcs12") ?? (atText() ? undefined : refused("pem"));
  const isShown = () => ["pem", "pkcs12", "password"].some((field) => refused(field) !== undefined);
  return (
    <Sheet
      open
      title={text.title}
      closeLabel={text.close}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      foot={
        <Button
          type="submit"
          tone="primary"
          size="large"
          wide
          busy={uploading.pending()}
          waits={uploading.waiting() > 0}
        >
          {text.submit}
        </Button>
      }
    >
      <div class="stack">
        <p class="second">{text.about}</p>
        <Refusal of={uploading} hidden={isShown()} />
        <FileDrop
          label={text.choose}
          hint={text.hint}
          accept={accepted}
          multiple
          error={atFiles()}
          onFile={(file) => void take(file)}
        />
        <Show when={parts().length > 0}>
          <Rows tight>
            <For each={parts()}>
              {(part) => (
                <Row
                  title={part.file}
                  text={said(part.kinds)}
                  end={
                    <IconButton
                      icon="close"
                      label={text.takeOut(part.file)}
                      onClick={() => {
                        changed();
                        setParts((had) => had.filter((one) => one !== part));
                      }}
                    />
                  }
                />
              )}
            </For>
          </Rows>
        </Show>
        <Show when={!isPkcs12()}>
          <TextArea
            mono
            label={text.pem}
            hint={text.answer}
            rows={6}
            maxLength={textMax}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            placeholder="-----BEGIN CERTIFICATE-----"
            error={atText() ? refused("pem") : undefined}
            value={pasted()}
            onInput={(event) => {
              changed();
              setPasted(event.currentTarget.value);
            }}
          />
        </Show>
        <Show when={wantsPassword()}>
          <PasswordField
            label={isPkcs12() ? text.filePassword : text.password}
            name="key-password"
            autocomplete="new-password"
            showLabel={text.show}
            concealLabel={text.conceal}
            hint={text.passwordHint}
            error={refused("password")}
            value={password()}
            onInput={(value) => {
              changed();
              setPassword(value);
            }}
          />
        </Show>
      </div>
    </Sheet>
  );
}

/** What is in a file: "2 certificates, a key". */
function said(kinds: readonly Kind[]): string {
  const certificates = kinds.filter((kind) => kind === "certificate").length;
  const others = kinds.flatMap((kind) => (kind === "certificate" ? [] : [text.kinds[kind]]));
  return [...(certificates > 0 ? [text.kinds.certificate(certificates)] : []), ...others].join(", ");
}
