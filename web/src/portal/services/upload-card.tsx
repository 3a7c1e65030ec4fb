import { createSignal, Match, Show, Switch } from "solid-js";
import { archiveBytesMax } from "#core/builds/archive.state.ts";
import { canDeploy } from "#core/releases/release.state.ts";
import type { Service } from "#web/data/services.ts";
import { formatBytes } from "#web/lib/size.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { FileDrop } from "#web/ui/file-drop.tsx";
import { Meter } from "#web/ui/meter.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { toast } from "#web/ui/toast.tsx";
import { createArchiveUpload } from "./archive-upload.ts";
import { text } from "./upload.text.ts";

const accepted = ".zip,.tar.gz,.tgz,application/zip,application/gzip";
const percent = (share: number): string => `${Math.floor(share * 100)} %`;

/** The way of those who have no repository: an archive is sent past the API, then built and deployed. */
export function UploadCard(props: { service: Service; busy: boolean }) {
  const [folder, setFolder] = createSignal("");
  const upload = createArchiveUpload(
    () => props.service.id,
    ({ number }) => toast(text.done(number)),
  );
  const free = () => canDeploy(props.service) && !props.busy;
  const size = () => formatBytes(upload.file()?.size ?? 0);
  const said = () => {
    if (upload.step() === "reading") return text.reading;
    return upload.step() === "sending" ? text.sending(percent(upload.share()), size()) : text.beginning;
  };
  return (
    <Card title={text.title}>
      <CardBody class="stack">
        <p class="second">{text.text}</p>
        <Show
          when={upload.file()}
          fallback={
            <FileDrop
              label={text.choose}
              hint={text.hint(formatBytes(archiveBytesMax))}
              accept={accepted}
              error={upload.problem()}
              onFile={upload.choose}
            />
          }
        >
          {(file) => (
            <>
              <p class="wrap-anywhere">
                <b>{file().name}</b> <span class="second">{size()}</span>
              </p>
              <Show
                when={upload.isRunning()}
                fallback={
                  <>
                    <Switch>
                      <Match when={upload.step() === "failed"}>
                        <Notice tone="bad" title={text.failedTitle} urgent>
                          {upload.failure()}
                        </Notice>
                      </Match>
                      <Match when={upload.step() === "cancelled"}>
                        <Notice tone="plain">{text.cancelled}</Notice>
                      </Match>
                    </Switch>
                    <TextField
                      label={text.folder}
                      hint={text.folderHint}
                      autocomplete="off"
                      value={folder()}
                      onInput={(event) => setFolder(event.currentTarget.value)}
                    />
                    <div class="page-actions">
                      <Button
                        tone="primary"
                        disabled={!free()}
                        title={free() ? undefined : text.busy}
                        onClick={() => void upload.send(folder())}
                      >
                        {upload.step() === "failed" ? text.retry : text.deploy}
                      </Button>
                      <Button onClick={upload.forget}>{text.another}</Button>
                    </div>
                  </>
                }
              >
                <Meter plain tall used={upload.step() === "beginning" ? 1 : upload.share()} total={1} label={said()} />
                <p class="small second">{said()}</p>
                <div class="page-actions">
                  <Button disabled={upload.step() === "beginning"} onClick={upload.cancel}>
                    {text.cancel}
                  </Button>
                </div>
              </Show>
            </>
          )}
        </Show>
        <span class="unseen" role="status">
          {upload.isRunning() ? (upload.step() === "sending" ? text.title : said()) : ""}
        </span>
      </CardBody>
    </Card>
  );
}
