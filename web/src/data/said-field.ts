import { fieldPatterns, fieldWords } from "./field-words.text.ts";

/** What is wrong with a field, as the rules that the server shares say it, in the reader's language. */
export function saidField(message: string): string {
  for (const [pattern, said] of fieldPatterns) {
    const found = pattern.exec(message);
    if (found) return said(...found.slice(1));
  }
  return fieldWords[message] ?? message;
}

/** The same where there may be nothing wrong. */
export const saidProblem = (message: string | undefined): string | undefined => message && saidField(message);
