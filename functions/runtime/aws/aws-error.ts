/** What a service of AWS said no to, or that it did not answer. `name` is AWS's own: `ThrottlingException`. */
export class AwsError extends Error {
  /** Undefined when there was no answer. */
  readonly status: number | undefined;

  constructor(name: string, message: string, status: number | undefined, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
    this.status = status;
  }

  /** The same request may be answered in a moment. */
  get passes(): boolean {
    return this.status === undefined || this.status >= 500 || this.status === 429 || throttled.test(this.name);
  }
}

const throttled = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|KMSInternal|KeyUnavailable|DependencyTimeout/;
