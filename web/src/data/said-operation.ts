import { operationWords } from "./operation-words.text.ts";

interface Titled {
  kind: string;
  title: string;
  steps: { name: string; title: string; state: string; message: string | null }[];
}

/**
 * An operation with its title and its steps in the reader's language. What a step says of itself is said in English, and
 * is in its log; why it waits or has failed, the operation says.
 */
export function saidOperation<Operation extends Titled>(operation: Operation): Operation {
  const words = operationWords[operation.kind];
  if (!words) return operation;
  return {
    ...operation,
    title: words.title,
    steps: operation.steps.map((step) => ({
      ...step,
      title: words.steps[step.name] ?? step.title,
      message: words.plain?.includes(step.name) && step.state === "done" ? step.message : null,
    })),
  };
}

export const saidOperations = <Page extends { items: Titled[] }>(page: Page): Page => ({
  ...page,
  items: page.items.map(saidOperation),
});
