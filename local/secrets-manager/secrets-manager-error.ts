/** The errors that AWS Secrets Manager names, as far as this stand-in has a reason to raise them. */
export type SecretsManagerErrorType =
  | "AccessDeniedException"
  | "DecryptionFailure"
  | "IncompleteSignatureException"
  | "InternalServiceError"
  | "InvalidParameterException"
  | "InvalidSignatureException"
  | "ResourceNotFoundException"
  | "SerializationException"
  | "ThrottlingException"
  | "UnknownOperationException"
  | "UnrecognizedClientException"
  | "ValidationException";

export class SecretsManagerError extends Error {
  readonly type: SecretsManagerErrorType;

  constructor(type: SecretsManagerErrorType, message: string) {
    super(message);
    this.type = type;
  }

  get status(): number {
    return this.type === "InternalServiceError" ? 500 : 400;
  }
}
