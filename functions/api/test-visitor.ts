import { origin, type TestApi } from "./test-api.ts";

/** Keeps cookies as a browser does, and speaks to the API from our own pages. */
export interface TestVisitor {
  get<Body>(path: string): Promise<Body>;
  /** Throws what the API says when it refuses. */
  post<Body = unknown>(path: string, body?: object): Promise<Body>;
  /** The code of the refusal; undefined when there is none. */
  refusal(path: string, body?: object): Promise<string | undefined>;
  cookies: Map<string, string>;
}

export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  constructor(status: number, { code, message }: { code: string; message: string }) {
    super(`${status} ${code}: ${message}`);
    this.status = status;
    this.code = code;
  }
}

export function testVisitor(api: TestApi): TestVisitor {
  const cookies = new Map<string, string>();
  async function send<Body>(method: string, path: string, body?: object): Promise<Body> {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const response = await api.call("anonymous", method, path, body, { cookie, origin });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";", 1)[0] ?? "").split("=");
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const answer: unknown = response.status === 204 ? null : await response.json();
    if (!response.ok) throw new Refusal(response.status, answer as ConstructorParameters<typeof Refusal>[1]);
    return answer as Body;
  }
  return {
    cookies,
    get: (path) => send("GET", path),
    post: (path, body = {}) => send("POST", path, body),
    refusal: (path, body = {}) =>
      send("POST", path, body).then(
        () => undefined,
        (error: Refusal) => error.code,
      ),
  };
}
