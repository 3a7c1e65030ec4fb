/** Text with holes for secrets, whose values only the server knows. */
export type Template = readonly (string | { readonly secret: string })[];

/**
 * What a compose file says, as far as it can be said here: nothing else of the file reaches a node. Each field is one
 * that the linter read and understood; a field that is not here does not exist for us.
 */
export interface ComposeApp {
  readonly services: readonly ComposeService[];
  /** Where visitors are led to. */
  readonly web: { readonly service: string; readonly port: number };
  readonly volumes: readonly string[];
  readonly networks: readonly { readonly name: string; readonly internal: boolean }[];
  /** Configs and secrets: texts that services find as files. */
  readonly contents: readonly Content[];
}

export interface Content {
  readonly kind: "config" | "secret";
  readonly name: string;
  readonly text: Template;
}

export interface ComposeService {
  readonly name: string;
  /** Where the image comes from: a registry, by its full name, or a Dockerfile of the project. */
  readonly image?: string;
  readonly build?: Build;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment: readonly { readonly name: string; readonly value: Template }[];
  readonly mounts: readonly Mount[];
  readonly tmpfs: readonly Tmpfs[];
  readonly contents: readonly ContentMount[];
  readonly healthCheck?: HealthCheck;
  readonly dependsOn: readonly Dependency[];
  readonly networks: readonly { readonly name: string; readonly aliases: readonly string[] }[];
  readonly expose: readonly number[];
  readonly limits: Limits;
  readonly workingDir?: string;
  readonly user?: string;
  readonly init: boolean;
  readonly readOnly: boolean;
  readonly capDrop: readonly string[];
  readonly stopSignal?: string;
  readonly stopGraceMs?: number;
  readonly shmBytes?: number;
  /** Whether two releases may run it at once although it writes to a volume. */
  readonly overlap: boolean;
}

export interface Build {
  /** Both inside the project; the Dockerfile as seen from the context. */
  readonly context: string;
  readonly dockerfile: string;
  readonly target?: string;
  readonly args: readonly { readonly name: string; readonly value: string }[];
}

export interface Mount {
  readonly volume: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export interface Tmpfs {
  readonly target: string;
  readonly bytes?: number;
  /** As octal digits. */
  readonly mode?: string;
}

export interface ContentMount {
  readonly kind: Content["kind"];
  readonly name: string;
  readonly target: string;
  readonly mode?: string;
  readonly user?: string;
  readonly group?: string;
}

export interface HealthCheck {
  /** As Compose takes it: `["CMD", …]`, `["CMD-SHELL", "…"]`, or `["NONE"]`, which switches the image's own off. */
  readonly test?: readonly string[];
  readonly intervalMs?: number;
  readonly timeoutMs?: number;
  readonly startPeriodMs?: number;
  readonly retries?: number;
}

export interface Dependency {
  readonly service: string;
  readonly condition: (typeof conditions)[number];
}

export const conditions = ["service_started", "service_healthy", "service_completed_successfully"] as const;

export interface Limits {
  readonly memoryBytes?: number;
  readonly cpus?: number;
  readonly processes?: number;
}
