export type ErrorType = "api_error" | "card_error" | "idempotency_error" | "invalid_request_error" | "rate_limit_error";

export interface ErrorDetails {
  type?: ErrorType;
  code?: string;
  param?: string;
  decline_code?: string;
  [more: string]: unknown;
}

/** An answer with an error status, in the shape of the API. */
export class ApiError extends Error {
  readonly status: number;
  readonly details: ErrorDetails;
  /** A declined payment leaves its failed charge behind: what was written before stays. */
  readonly keepsWrites: boolean;

  constructor(status: number, message: string, details: ErrorDetails = {}, keepsWrites = false) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.details = details;
    this.keepsWrites = keepsWrites;
  }

  toBody(requestId: string): object {
    const { type = "invalid_request_error", code, ...rest } = this.details;
    const docs = code && { code, doc_url: `https://docs.stripe.com/error-codes#${code.replaceAll("_", "-")}` };
    const log = { request_log_url: `https://dashboard.stripe.com/test/workbench/logs?object=${requestId}` };
    return { error: { ...docs, message: this.message, ...rest, ...log, type } };
  }
}

export const invalid = (message: string, param?: string, code?: string): ApiError =>
  new ApiError(400, message, { ...(code && { code }), ...(param && { param }) });

/** 404 for the object in the path, 400 for one a parameter refers to. */
export const missing = (noun: string, id: string, param: string, status: 400 | 404 = 400): ApiError =>
  new ApiError(status, `No such ${noun}: '${id}'`, { code: "resource_missing", param });

export const unserved = (what: string, param?: string): ApiError =>
  invalid(`The local payment stand-in does not serve ${what}.`, param, "stand_in_unsupported");
