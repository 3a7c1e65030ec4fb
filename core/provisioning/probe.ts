import { request } from "node:http";
import { request as secureRequest } from "node:https";
import { DomainError } from "../kernel/errors.ts";

const timeoutMs = 5_000;

/**
 * Opens a site's first page through the node's ingress, as a visitor would. Returns how long it took. What certificate it
 * shows is looked at where that is put there.
 */
export function openFirstPage(
  via: { host: string; port: number; secure?: boolean },
  siteHost: string,
  cookie?: string,
): Promise<{ milliseconds: number }> {
  const started = performance.now();
  const [ask, tls] = via.secure ? [secureRequest, { servername: siteHost, rejectUnauthorized: false }] : [request, {}];
  return new Promise((resolve, reject) => {
    const call = ask(
      {
        ...tls,
        host: via.host,
        port: via.port,
        path: "/",
        headers: { host: siteHost, ...(cookie !== undefined && { cookie }) },
        timeout: timeoutMs,
        agent: false,
      },
      (response) => {
        response.resume();
        response.on("end", () => {
          const { statusCode = 0 } = response;
          // A first page may lead to another one, as to where one signs in or sets something up.
          const isPage = statusCode >= 200 && statusCode < 400;
          if (isPage) resolve({ milliseconds: Math.round(performance.now() - started) });
          else reject(noAnswer(`The site answered ${statusCode} instead of 200.`));
        });
      },
    );
    call.on("timeout", () => call.destroy(new Error("timed out")));
    call.on("error", (error) => reject(noAnswer("The site does not answer yet.", error)));
    call.end();
  });
}

const noAnswer = (message: string, cause?: unknown) =>
  new DomainError("unavailable", "site.no_answer", message, { cause });
