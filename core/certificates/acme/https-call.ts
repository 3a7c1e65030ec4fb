import { request } from "node:https";

export interface HttpAnswer {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

export type HttpsCall = (
  url: string,
  options: { method: "GET" | "HEAD" | "POST"; body?: string; headers?: Readonly<Record<string, string>> },
) => Promise<HttpAnswer>;

const timeoutMs = 15_000;
/** No answer of an authority is longer; chains are some kilobytes. */
const answerMax = 1_048_576;

/** `authority`: who signed the servers' certificates, where that is nobody whom the system trusts. */
export const httpsCall =
  ({ authority }: { authority?: string | undefined } = {}): HttpsCall =>
  (url, { method, body, headers }) =>
    new Promise((resolve, reject) => {
      const call = request(
        url,
        {
          method,
          headers: { "user-agent": "rookery", ...headers },
          signal: AbortSignal.timeout(timeoutMs),
          agent: false,
          ...(authority !== undefined && { ca: authority }),
        },
        (response) => {
          const parts: Buffer[] = [];
          let length = 0;
          response.on("data", (part: Buffer) => {
            length += part.length;
            if (length > answerMax) call.destroy(new Error("The answer is too long."));
            else parts.push(part);
          });
          response.on("error", reject);
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: Object.fromEntries(
                Object.entries(response.headers).map(([name, value]) => [
                  name,
                  Array.isArray(value) ? value.join(", ") : value,
                ]),
              ),
              body: Buffer.concat(parts).toString("utf8"),
            }),
          );
        },
      );
      call.on("error", reject);
      call.end(body);
    });
