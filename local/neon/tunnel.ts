import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { type Duplex, pipeline } from "node:stream";
import { createWebSocketStream, WebSocketServer } from "ws";

const MESSAGE_LIMIT_BYTES = 64 << 20;

/** Carries Postgres' wire protocol over WebSockets, byte for byte. */
export function tunnel(postgres: { host: string; port: number }) {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MESSAGE_LIMIT_BYTES });
  return {
    accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      // Any web page may open a WebSocket to loopback; only a browser sends an origin.
      if (request.headers.origin !== undefined) {
        socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, (client) => {
        const bytes = createWebSocketStream(client);
        const upstream = connect({ ...postgres, noDelay: true });
        pipeline(bytes, upstream, bytes, () => client.terminate());
      });
    },
    close(): void {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
