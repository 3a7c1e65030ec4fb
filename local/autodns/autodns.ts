import { createServer } from "node:http";
import { join } from "node:path";
import { closeServer, listenOnLoopback } from "../platform/loopback-server.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { openJournal } from "../stand-in/journal.ts";
import { createFailures, type Failures } from "./failure.ts";
import { startNameServer } from "./name-server.ts";
import { answerCalls } from "./server.ts";
import { createSessions, type Login } from "./session.ts";
import { type Tables, tableNames } from "./tables.ts";

export interface AutodnsOptions {
  /** Where the state is kept. */
  dir: string;
  port?: number;
  /** Of the name server that answers for the zones. Without it nobody does. */
  nameServerPort?: number;
  login: Login;
  /** More are refused. Three, as AutoDNS has it, unless a test wants others. */
  callsPerSecond?: number;
  /** What takes time takes this long: 5, unless a test wants others. */
  jobSeconds?: number;
  log?: (line: string) => void;
}

export interface LocalAutodns {
  /** With the version, as the client takes it. */
  url: string;
  failures: Failures;
  /** As if none had been used for long. */
  endSessions(): void;
  stop(): Promise<void>;
}

const version = "/v1";

/** AutoDNS on this machine: its API, and a real name server for what the zones say. */
export async function startAutodns(options: AutodnsOptions): Promise<LocalAutodns> {
  const { dir, port, nameServerPort, login, callsPerSecond = 3, jobSeconds = 5, log = () => {} } = options;
  refuseProduction("registry stand-in");
  const server = createServer();
  // The port comes first: a second start with the same port must not touch the state of the first.
  const taken = await listenOnLoopback(server, port);
  const journal = openJournal<Tables>(dir, "rookery-autodns-4", tableNames);
  const failures = createFailures();
  try {
    const nameServer =
      nameServerPort === undefined ? undefined : await startNameServer(join(dir, "knot"), nameServerPort);
    const changed = async () => nameServer?.serve(journal.data.zones.oldestFirst());
    await changed();
    const sessions = createSessions(login);
    const answer = answerCalls({
      context: login.context,
      sessions,
      journal,
      failures,
      callsPerSecond,
      jobSeconds,
      changed,
      log,
    });
    server.on("request", (request, response) => {
      if (!request.url?.startsWith(`${version}/`)) return response.writeHead(404).end();
      request.url = request.url.slice(version.length);
      answer(request, response);
    });
    return {
      url: `http://127.0.0.1:${taken}${version}`,
      failures,
      endSessions: sessions.endAll,
      async stop() {
        await closeServer(server);
        await nameServer?.stop();
        journal.close();
      },
    };
  } catch (error) {
    await closeServer(server);
    journal.close();
    throw error;
  }
}
