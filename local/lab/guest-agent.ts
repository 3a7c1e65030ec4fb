import { connect } from "node:net";
import { createInterface } from "node:readline";
import type { Lab } from "./lab.ts";

interface Status {
  exited: boolean;
  exitcode?: number;
  signal?: number;
  "out-data"?: string;
  "err-data"?: string;
}

const answerMs = 20_000;
let syncs = 0;

/** One question to the agent inside a virtual machine, on a connection of its own: whoever asked before may have left half an answer. */
function ask(socket: string, execute: string, asked: object): Promise<unknown> {
  return new Promise((done, fail) => {
    const connection = connect(socket);
    const id = ++syncs;
    let isOurs = false;
    const end = (settle: () => void) => {
      connection.destroy();
      settle();
    };
    connection.setTimeout(answerMs, () =>
      end(() => fail(new Error("The agent of the virtual machine does not answer."))),
    );
    connection.on("error", (error) => end(() => fail(error)));
    connection.on("close", () => fail(new Error("The agent of the virtual machine is gone.")));
    const lines = createInterface({ input: connection }).on("error", (error) => end(() => fail(error)));
    lines.on("line", (line) => {
      const answer = JSON.parse(line) as { return?: unknown; error?: { desc: string } };
      if (!isOurs) {
        isOurs = answer.return === id;
        if (isOurs) connection.write(`${JSON.stringify({ execute, arguments: asked })}\n`);
      } else if (answer.error) {
        const { desc } = answer.error;
        end(() => fail(new Error(`The agent of the virtual machine says: ${desc}`)));
      } else {
        end(() => done(answer.return));
      }
    });
    connection.write(`${JSON.stringify({ execute: "guest-sync", arguments: { id } })}\n`);
  });
}

const decoded = (data = "") => Buffer.from(data, "base64").toString();

/** Runs programs as root in the virtual machine whose agent listens behind this socket, past the doors. */
export const insideMachine =
  (socket: string): Lab["inside"] =>
  async (program, args, input) => {
    const path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    const { pid } = (await ask(socket, "guest-exec", {
      path: "/usr/bin/env",
      arg: ["-i", path, "HOME=/root", program, ...args],
      "capture-output": true,
      "input-data": Buffer.from(input ?? "").toString("base64"),
    })) as { pid: number };
    while (true) {
      const status = (await ask(socket, "guest-exec-status", { pid })) as Status;
      if (status.exited && status.exitcode === 0) return decoded(status["out-data"]);
      if (status.exited) {
        const said = decoded(status["err-data"]).trim().split("\n").slice(-8).join("\n");
        throw new Error(`${program} ended with ${status.exitcode ?? `signal ${status.signal}`}: ${said}`);
      }
      await new Promise((next) => setTimeout(next, 1000));
    }
  };
