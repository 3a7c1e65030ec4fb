import { request } from "node:http";
import { isIP } from "node:net";

/** What an authority would meet at an address. `unsure`: it might fare better than we do. */
export type TokenAnswer =
  | { state: "answers" }
  | { state: "other"; status: number }
  | { state: "closed" }
  | { state: "unsure" };

const timeoutMs = 4_000;
const bytesMax = 1_024;
/** We have no way there, which says nothing of others. */
const noWay = new Set([
  ...["ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL", "ENETDOWN", "EACCES", "EPERM"],
  ...["ENOTFOUND", "EAI_AGAIN"],
]);

/** Asks an address for the answer to a challenge, as an authority does: by http, at the name. */
export const askToken = (
  via: { address: string; port: number },
  asked: { name: string; token: string; answer: string },
): Promise<TokenAnswer> =>
  new Promise((resolve) => {
    const call = request(
      {
        ...{ host: via.address, port: via.port, agent: false, timeout: timeoutMs },
        path: `/.well-known/acme-challenge/${asked.token}`,
        headers: { host: asked.name, connection: "close" },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => {
        const { statusCode: status = 0 } = response;
        let body = "";
        response.setEncoding("latin1");
        response.on("data", (part: string) => {
          body += part;
          if (body.length > bytesMax) call.destroy();
        });
        const end = () => {
          if (status === 200 && body.trim() === asked.answer) resolve({ state: "answers" });
          // An authority follows where it is sent, and what is busy now may not be so then.
          else
            resolve(
              (status >= 300 && status < 400) || status >= 500 ? { state: "unsure" } : { state: "other", status },
            );
        };
        response.on("end", end);
        response.on("error", end);
        response.on("close", end);
      },
    );
    call.on("timeout", () => call.destroy(Object.assign(new Error("timed out"), { code: "ETIMEDOUT" })));
    call.on("error", (error: Error & { code?: unknown }) => {
      const silent = error.name === "AbortError" || error.name === "TimeoutError" || error.code === "ETIMEDOUT";
      const unsure = noWay.has(String(error.code)) || (silent && isIP(via.address) === 6);
      resolve({ state: unsure ? "unsure" : "closed" });
    });
    call.end();
  });
