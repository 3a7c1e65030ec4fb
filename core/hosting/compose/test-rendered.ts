import type { RenderContext } from "./render-compose.ts";

/** Written apart from the linter: what a document for a node may say at all, each with the form of its value. */
const text = (value: unknown) => typeof value === "string";
const texts = (value: unknown) => Array.isArray(value) && value.every(text);
const number = (value: unknown) => typeof value === "number" && Number.isFinite(value) && value > 0;
const truth = (value: unknown) => value === true;
const duration = (value: unknown) => text(value) && /^\d+ms$/.test(value as string);
type Fields = Record<string, (value: unknown) => boolean>;

const fits = (value: unknown, fields: Fields): boolean =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(([key, inner]) => Object.hasOwn(fields, key) && fields[key]?.(inner) === true);
const mapOf = (value: unknown, key: RegExp, fits: (inner: unknown) => boolean) =>
  typeof value === "object" &&
  value !== null &&
  Object.entries(value).every(([name, inner]) => key.test(name) && fits(inner));

const containerPath = (value: unknown) =>
  text(value) &&
  /^\/[^:,\\]+$/.test(value as string) &&
  !/(^|\/)\.\.(\/|$)|^\/(proc|sys|dev(?!\/shm$))(\/|$)/.test(value as string);

/** Everything in a rendered document by which an app would reach beyond itself. */
export function reachesBeyond(
  compose: string,
  context: RenderContext,
  { registries, memoryMb, ports = 1 }: { registries: readonly string[]; memoryMb: number; ports?: 0 | 1 },
): string[] {
  const problems: string[] = [];
  const document = JSON.parse(compose) as Record<string, Record<string, Record<string, unknown>>>;
  const expect = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem);
  };
  const { services = {}, volumes = {}, networks = {}, configs = {}, name, ...rest } = document;
  expect(Object.keys(rest).length === 0, `top level: ${Object.keys(rest)}`);
  expect((name as unknown) === context.stack, "another project");
  for (const [volume, said] of Object.entries(volumes)) {
    expect(fits(said, { name: (value) => value === `${context.service}-${volume}` }), `volume ${volume}`);
    expect(/^[a-z0-9][a-z0-9_-]*$/.test(volume), `volume ${volume}`);
  }
  for (const [network, said] of Object.entries(networks)) expect(fits(said, { internal: truth }), `network ${network}`);
  for (const [config, said] of Object.entries(configs)) expect(fits(said, { content: text }), `config ${config}`);
  let published = 0;
  for (const [service, said] of Object.entries(services)) {
    const fields: Fields = {
      image: (value) => text(value) && registries.some((registry) => (value as string).startsWith(`${registry}/`)),
      command: texts,
      entrypoint: texts,
      environment: (value) => mapOf(value, /^[A-Za-z_][A-Za-z0-9_.-]*$/, text),
      working_dir: text,
      user: (value) => text(value) && /^[\w.-]+(:[\w.-]+)?$/.test(value as string),
      init: truth,
      read_only: truth,
      cap_drop: texts,
      security_opt: (value) => JSON.stringify(value) === '["no-new-privileges"]',
      stop_signal: text,
      stop_grace_period: duration,
      volumes: (value) =>
        Array.isArray(value) &&
        value.every((mount) =>
          fits(mount, {
            type: (kind) => kind === "volume",
            source: (source) => text(source) && Object.hasOwn(volumes, source as string),
            target: containerPath,
            read_only: (flag) => typeof flag === "boolean",
          }),
        ),
      tmpfs: (value) =>
        texts(value) &&
        (value as string[]).every(
          (mount) => containerPath(mount.split(":")[0]) && /^[^:]+(:(size=\d+)?,?(mode=[0-7]+)?)?$/.test(mount),
        ),
      configs: (value) =>
        Array.isArray(value) &&
        value.every((config) =>
          fits(config, {
            source: (source) => Object.hasOwn(configs, String(source)),
            target: containerPath,
            mode: number,
            uid: text,
            gid: text,
          }),
        ),
      shm_size: number,
      mem_limit: (value) => number(value) && (value as number) <= memoryMb * 2 ** 20,
      cpus: number,
      pids_limit: number,
      healthcheck: (value) =>
        fits(value, { test: texts, interval: duration, timeout: duration, start_period: duration, retries: number }),
      depends_on: (value) =>
        mapOf(value, /./, (inner) => fits(inner, { condition: text })) &&
        Object.keys(value as object).every((key) => Object.hasOwn(services, key)),
      networks: (value) =>
        mapOf(value, /./, (inner) => fits(inner, { aliases: texts })) &&
        Object.keys(value as object).every((key) => key === "default" || Object.hasOwn(networks, key)),
      expose: texts,
      ports: (value) => {
        published += 1;
        return (
          texts(value) &&
          (value as string[]).length === 1 &&
          new RegExp(`^127\\.0\\.0\\.1:${context.port}:\\d+$`).test(String(value))
        );
      },
      labels: (value) => JSON.stringify(value) === JSON.stringify(context.labels),
      logging: (value) => JSON.stringify(value) === '{"driver":"k8s-file","options":{"max-size":"10m"}}',
    };
    for (const [key, value] of Object.entries(said)) {
      expect(
        Object.hasOwn(fields, key) && fields[key]?.(value) === true,
        `${service}.${key}: ${JSON.stringify(value)}`,
      );
    }
    for (const wall of ["mem_limit", "cpus", "pids_limit", "security_opt", "logging"])
      expect(Object.hasOwn(said, wall), `${service} without ${wall}`);
  }
  expect(published === ports, `${published} services publish ports`);
  for (const [, value] of strings(document)) expect(!/\$/.test(value.replaceAll("$$", "")), `a variable in ${value}`);
  return problems;
}

function* strings(value: unknown): Generator<["text", string]> {
  if (typeof value === "string") yield ["text", value];
  else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) yield* strings(inner);
}
