import { z } from "zod";
import { containerStack } from "../../container.ts";
import { app } from "../../template.ts";
import { packaged, versionChoice } from "../../version.ts";
import { welcomePage } from "../../welcome-page.ts";
import { pythonWorkers } from "../../workers.ts";

const versions = {
  "3.13": {
    ...packaged({ image: "python313:1", builder: "python313-build:1", byMakers: "2029-10-31", debian: "trixie" }),
    // What its uvicorn, and no older one, can be told.
    more: ["--timeout-graceful-shutdown", "20"],
  },
  "3.11": {
    ...packaged({ image: "python311:1", builder: "python311-build:1", byMakers: "2027-10-31", debian: "bookworm" }),
    more: [],
  },
};

const parameters = z.object({
  version: versionChoice("Python", versions),
  interface: z
    .enum(["wsgi", "asgi"])
    .default("wsgi")
    .meta({ title: "Interface", description: "WSGI for Flask and Django, ASGI for FastAPI and Starlette." }),
  application: z
    .string()
    .max(200)
    .regex(/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*:[A-Za-z_]\w*$/, "A module and the application in it: app:app")
    .default("app:app")
    .meta({ title: "Application", description: "The module and the name of the application in it." }),
  healthPath: z
    .string()
    .regex(/^\/[\x21-\x7e]{0,199}$/, "A path that begins with a slash.")
    .default("/")
    .meta({ title: "Health path", description: "Answers when the app works." }),
});

export const template = app({
  name: "python",
  title: "Python",
  summary: "A WSGI or ASGI application: Flask, Django, FastAPI or your own.",
  memoryMb: 96,
  parameters,
  secrets: [],
  image: ({ version }) => versions[version].image,
  variables: (_, limits) => ({ WORKERS: pythonWorkers(limits) }),
  build: ({ version }) => ({
    containerfile: `FROM ${versions[version].builder} AS build
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/var/cache/pip if [ -f requirements.txt ]; then pip install --target vendor --requirement requirements.txt; elif [ -f pyproject.toml ]; then pip install --target vendor .; fi
FROM ${versions[version].image}
COPY --from=build /app/ /app/
`,
  }),
  render({ image, parameters: { version, application, healthPath, interface: kind }, ...context }) {
    return containerStack({
      ...context,
      name: "web",
      image: image ?? versions[version].image,
      command:
        kind === "wsgi"
          ? gunicorn(application)
          : uvicorn(application, pythonWorkers(context.limits), versions[version].more),
      volumes: { "/data": "data" },
      init: true,
      healthPath,
      ...(image === undefined && {
        folders: { "/app": "app" },
        seed: { "app/app.py": (kind === "wsgi" ? wsgi : asgi)(context.host) },
      }),
    });
  },
});

const gunicorn = (application: string) => ["gunicorn", "--config", "/etc/gunicorn.conf.py", application];

const uvicorn = (application: string, workers: string, more: readonly string[]) => [
  ...["uvicorn", "--host", "0.0.0.0", "--port", "8080", "--workers", workers],
  ...["--proxy-headers", "--forwarded-allow-ips", "*", ...more, application],
];

// A JSON text is a Python one too.
const page = (host: string) =>
  `PAGE = ${JSON.stringify(welcomePage(host, "Python VERSION."))}.replace("VERSION", platform.python_version()).encode()`;

const wsgi = (host: string): string => `import platform

${page(host)}


def app(environ, start_response):
    start_response("200 OK", [("content-type", "text/html; charset=utf-8"), ("content-length", str(len(PAGE)))])
    return [PAGE]
`;

const asgi = (host: string): string => `import platform

${page(host)}


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(PAGE)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE})
`;
