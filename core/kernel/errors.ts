const statuses = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  limited: 429,
  unavailable: 503,
} as const;
export type ErrorKind = keyof typeof statuses;

export interface FieldProblem {
  path: string;
  message: string;
}

/** The names and figures of a message by what they are, for whoever says it in another language. */
export type ReasonFacts = Readonly<Record<string, string | number | null>>;

interface Details extends ErrorOptions {
  fields?: readonly FieldProblem[];
  retryAfterSeconds?: number;
  about?: ReasonFacts | undefined;
}

/** The only error whose message reaches a customer. Anything else becomes an opaque 500 with the cause in the log. */
export class DomainError<C extends string = string> extends Error {
  readonly kind: ErrorKind;
  readonly code: C;
  readonly fields: readonly FieldProblem[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly about: ReasonFacts | undefined;

  constructor(kind: ErrorKind, code: C, message: string, details: Details = {}) {
    super(message, details);
    this.name = "DomainError";
    this.kind = kind;
    this.code = code;
    this.fields = details.fields;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.about = details.about;
  }

  get status(): (typeof statuses)[ErrorKind] {
    return statuses[this.kind];
  }
}

export const notFound = (what: string) =>
  new DomainError("not_found", `${what}.not_found`, `That ${what} does not exist.`);

/** The code of a Postgres error, wherever the driver or drizzle wrapped it. */
export function databaseErrorOf(error: unknown): { code: string; constraint?: string } | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code, constraint } = cause as { code?: unknown; constraint?: unknown };
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)) {
      return typeof constraint === "string" ? { code, constraint } : { code };
    }
  }
  return undefined;
}

export const violates = (error: unknown, constraint: string): boolean => {
  const found = databaseErrorOf(error);
  return found?.code === "23505" && found.constraint === constraint;
};
