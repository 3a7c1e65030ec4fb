import { Agent, request } from "node:http";

/**
 * Requests at a steady rate, however slowly they are answered: in turns on connections that are kept and on fresh ones,
 * reading and posting; of a page, where one is named, reading alone. None is ever sent again. A program of its own, so that it can run in
 * a node's network: started with the address, the site's name, the rate and the page, it writes how many were answered, and a report when its input ends.
 */
export interface LoadReport {
  sent: number;
  /** What came instead of a whole answer of 200, one line each. */
  failed: string[];
  /** Milliseconds of each request, in the order in which they ended. */
  times: number[];
  /** How often each page came. */
  pages: Record<string, number>;
}

const tickMs = 5;
const tellMs = 100;
const patienceMs = 10_000;

const [host = "", port = "", site = "", perSecond = "", page = ""] = process.argv.slice(2);
const kept = new Agent({ keepAlive: true, maxSockets: 16 });
const report: LoadReport = { sent: 0, failed: [], times: [], pages: {} };
const underWay = new Set<Promise<void>>();
const startedAt = performance.now();

function send(number: number): Promise<void> {
  const sentAt = performance.now();
  const method = page !== "" || number % 4 < 2 ? "GET" : "POST";
  const agent = number % 2 === 0 ? kept : false;
  return new Promise((done) => {
    const end = (problem?: string) => {
      if (problem !== undefined) {
        report.failed.push(`${method} ${number} ${agent === kept ? "kept" : "fresh"}: ${problem}`);
      }
      report.times.push(performance.now() - sentAt);
      done();
    };
    const options = {
      host,
      port,
      method,
      agent,
      path: page || `/${number}`,
      headers: { host: site },
      timeout: patienceMs,
    };
    const call = request(options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("error", (error) => end(`cut off, ${error.message}`));
      response.on("end", () => {
        if (response.statusCode !== 200) return end(String(response.statusCode));
        report.pages[text.trim()] = (report.pages[text.trim()] ?? 0) + 1;
        end();
      });
    });
    call.on("timeout", () => call.destroy(new Error("no answer")));
    call.on("error", (error) => end(error.message));
    call.end(method === "POST" ? `body ${number}` : undefined);
  });
}

const sending = setInterval(() => {
  const due = Math.floor(((performance.now() - startedAt) * Number(perSecond)) / 1000);
  while (report.sent < due) {
    const one = send(report.sent++).finally(() => underWay.delete(one));
    underWay.add(one);
  }
}, tickMs);
const telling = setInterval(() => console.log(report.times.length), tellMs);

process.stdin.resume().once("end", async () => {
  clearInterval(sending);
  clearInterval(telling);
  await Promise.all(underWay);
  kept.destroy();
  console.log(JSON.stringify(report));
});
