import { connect, createServer, type Socket } from "node:net";
import { listenOnLoopback } from "../platform/loopback-server.ts";

/** The only way from the platform to a node's SSH, to be cut and shut. */
export interface Door {
  port: number;
  /** Ends every connection without a word. */
  cut(): void;
  /** Ends every connection and lets nobody in, until it is opened again. */
  shut(): void;
  open(): void;
  close(): Promise<void>;
}

export async function openDoor(targetPort: number): Promise<Door> {
  const sockets = new Set<Socket>();
  let isShut = false;
  const server = createServer({ noDelay: true }, (socket) => {
    if (isShut) return void socket.destroy();
    const inner = connect({ host: "127.0.0.1", port: targetPort, noDelay: true });
    for (const end of [socket, inner]) {
      sockets.add(end);
      end.on("error", () => {});
      end.on("close", () => {
        sockets.delete(end);
        socket.destroy();
        inner.destroy();
      });
    }
    socket.pipe(inner).pipe(socket);
  });
  const port = await listenOnLoopback(server);
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    cut,
    shut() {
      isShut = true;
      cut();
    },
    open() {
      isShut = false;
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
