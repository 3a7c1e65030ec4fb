import { language } from "#web/lib/dictionary.ts";

interface Problem {
  code: string;
  message: string;
}

/** What the server says of problems in English, in the reader's language. The words are loaded with the first problem. */
export async function explained<Answer>(answer: Answer): Promise<Answer> {
  if (language === "en") return answer;
  const problems: Problem[] = [];
  collect(answer, problems);
  if (problems.length === 0) return answer;
  // Without its words a problem is still better told in English than not at all.
  const words = await import("./error-words.text.ts").then(
    ({ errorWords }) => errorWords,
    () => undefined,
  );
  for (const problem of problems) problem.message = words?.[problem.code] ?? problem.message;
  return answer;
}

function collect(node: unknown, found: Problem[]): void {
  if (typeof node !== "object" || node === null) return;
  if (isProblem(node)) found.push(node);
  for (const child of Object.values(node)) collect(child, found);
}

const isProblem = (node: object): node is Problem =>
  "code" in node && typeof node.code === "string" && "message" in node && typeof node.message === "string";
