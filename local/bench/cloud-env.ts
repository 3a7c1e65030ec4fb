import { fork } from "node:child_process";
import { once } from "node:events";

/** Starts a cloud of its own and returns the environment that functions find it in. */
export async function benchCloud(): Promise<{ env: Record<string, string>; stop(): Promise<void> }> {
  const child = fork(new URL("./cloud-process.ts", import.meta.url), { execArgv: [] });
  const exited = once(child, "exit");
  const started = once(child, "message").then(([message]) => message as Record<string, string>);
  const failed = exited.then(([code]) => {
    throw new Error(`the cloud ended with ${code}`);
  });
  failed.catch(() => {});
  const env = await Promise.race([started, failed]);
  return {
    env,
    async stop() {
      child.disconnect();
      await exited;
    },
  };
}
