/** The one key that never leaves its hardware (KMS). It protects wrapping keys, which protect everything else. */
export interface KeyProtection {
  /** A fresh 32-byte key and the same key wrapped; `context` must be repeated to unwrap it. */
  generate(context: Record<string, string>): Promise<{ plaintext: Uint8Array; wrapped: Uint8Array }>;
  unwrap(wrapped: Uint8Array, context: Record<string, string>): Promise<Uint8Array>;
}
