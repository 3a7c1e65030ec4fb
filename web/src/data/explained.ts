import { language } from "#web/lib/dictionary.ts";

export interface Problem {
  code?: string;
  message: string;
  about?: Readonly<Record<string, string | number | null>> | null;
}

/** What the server says of problems in English, in the reader's language. The words are loaded with the first problem. */
export async function explained<Answer>(answer: Answer): Promise<Answer> {
  if (language === "en") return answer;
  const problems: Problem[] = [];
  collect(answer, problems);
  if (problems.length === 0) return answer;
  // Without its words a problem is still better told in English than not at all.
  const words = await import("./error-words.text.ts").catch(() => undefined);
  words?.sayAll(problems);
  return answer;
}

function collect(node: unknown, found: Problem[]): void {
  if (typeof node !== "object" || node === null) return;
  if (isProblem(node)) found.push(node);
  for (const child of Object.values(node)) collect(child, found);
}

const says = (node: object, name: string): boolean => typeof (node as Record<string, unknown>)[name] === "string";

/** Of a request as a whole, by its code, or of one of its fields. */
const isProblem = (node: object): node is Problem =>
  says(node, "message") && (says(node, "code") || says(node, "path"));
