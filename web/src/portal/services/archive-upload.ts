import { createSignal, onCleanup } from "solid-js";
import { archiveBytesMax, formatOf } from "#core/builds/archive.state.ts";
import { deployUpload } from "#web/data/sources.ts";
import { type Archive, describeArchive, sendArchive, UploadRefused } from "#web/data/uploads.ts";
import { formatBytes } from "#web/lib/size.ts";
import { text } from "./upload.text.ts";

export type UploadStep = "chosen" | "reading" | "sending" | "beginning" | "failed" | "cancelled";

/** Why a file cannot be uploaded, before any of it is read. */
export function archiveProblem({ name, size }: Pick<File, "name" | "size">): string | undefined {
  if (formatOf(name) === undefined) return text.notAnArchive;
  if (size === 0) return text.empty;
  return size > archiveBytesMax ? text.tooLarge(formatBytes(size), formatBytes(archiveBytesMax)) : undefined;
}

function wordsFor(error: unknown): string {
  if (error instanceof UploadRefused) return text.refused;
  return error instanceof Error ? error.message : String(error);
}

/** One file on its way to a release: read, sent, built. What was sent once is not sent again by another try. */
export function createArchiveUpload(serviceId: () => string, onDone: (release: { number: number }) => void) {
  const [file, setFile] = createSignal<File>();
  const [problem, setProblem] = createSignal<string>();
  const [step, setStep] = createSignal<UploadStep>("chosen");
  const [share, setShare] = createSignal(0);
  const [failure, setFailure] = createSignal("");
  let abort = new AbortController();
  let key: string | undefined;
  onCleanup(() => abort.abort());

  const describe = (chosen: File): Promise<Archive> =>
    describeArchive(chosen).catch(() => {
      throw new Error(text.unreadable);
    });

  return {
    file,
    problem,
    step,
    share,
    failure,
    isRunning: () => step() === "reading" || step() === "sending" || step() === "beginning",
    choose(chosen: File) {
      const found = archiveProblem(chosen);
      setProblem(found);
      setFile(found === undefined ? chosen : undefined);
      setStep("chosen");
      key = undefined;
    },
    forget() {
      setFile(undefined);
      setStep("chosen");
    },
    cancel: () => abort.abort(),
    async send(folder: string) {
      const chosen = file();
      if (!chosen) return;
      abort = new AbortController();
      const { signal } = abort;
      setShare(0);
      try {
        setStep("reading");
        const archive = await describe(chosen);
        signal.throwIfAborted();
        setStep("sending");
        await sendArchive(serviceId(), archive, chosen, { signal, onShare: setShare });
        signal.throwIfAborted();
        setStep("beginning");
        key ??= crypto.randomUUID();
        const release = await deployUpload(key, serviceId(), archive, folder.trim());
        setFile(undefined);
        setStep("chosen");
        onDone(release);
      } catch (error) {
        if (signal.aborted) return void setStep("cancelled");
        setFailure(wordsFor(error));
        key = undefined;
        setStep("failed");
      }
    },
  };
}
