/** The errors that AWS KMS names, as far as this stand-in has a reason to raise them. */
export type KmsErrorType =
  | "AlreadyExistsException"
  | "DependencyTimeoutException"
  | "DisabledException"
  | "IncorrectKeyException"
  | "InvalidAliasNameException"
  | "InvalidArnException"
  | "InvalidCiphertextException"
  | "KeyUnavailableException"
  | "KMSInternalException"
  | "KMSInvalidStateException"
  | "LimitExceededException"
  | "MissingAuthenticationTokenException"
  | "NotFoundException"
  | "SerializationException"
  | "ThrottlingException"
  | "UnknownOperationException"
  | "UnsupportedOperationException"
  | "ValidationException";

const SERVER_ERRORS: ReadonlySet<KmsErrorType> = new Set([
  "DependencyTimeoutException",
  "KeyUnavailableException",
  "KMSInternalException",
]);

export class KmsError extends Error {
  readonly type: KmsErrorType;

  constructor(type: KmsErrorType, message: string) {
    super(message);
    this.type = type;
  }

  get status(): number {
    return SERVER_ERRORS.has(this.type) ? 500 : 400;
  }
}
