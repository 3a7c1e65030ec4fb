/** What is wrong with a field in the reader's language, whose words are loaded with the first of them. */
export async function saidLater(message: string): Promise<string> {
  // Without its words a problem is still better told in English than not at all.
  const words = await import("./error-words.text.ts").catch(() => undefined);
  return words?.saidField(message) ?? message;
}
