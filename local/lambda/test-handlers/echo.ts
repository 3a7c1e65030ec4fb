interface Context {
  awsRequestId: string;
  functionName: string;
  getRemainingTimeInMillis(): number;
}

interface Command {
  do?: "throw" | "exit" | "reject-unheard" | "hang" | "log" | "large-result" | "env";
  waitMs?: number;
  text?: string;
}

let calls = 0;

class PaymentRefused extends Error {
  override name = "PaymentRefused";
  readonly reference = "ref-7";
}

export async function handler(event: Command, context: Context) {
  calls += 1;
  if (event.waitMs) await new Promise((resolve) => setTimeout(resolve, event.waitMs));
  switch (event.do) {
    case "throw":
      throw new PaymentRefused("no", { cause: new Error("the bank said no") });
    case "exit":
      return process.exit(3);
    case "reject-unheard":
      void Promise.reject(new Error("nobody awaited this"));
      return new Promise(() => {});
    case "hang":
      for (;;);
    case "log":
      console.log(JSON.stringify({ level: "info", message: event.text }));
      return null;
    case "large-result":
      return "x".repeat(7 * 1024 * 1024);
    case "env":
      return { ...process.env };
  }
  return {
    calls,
    event,
    functionName: context.functionName,
    requestId: context.awsRequestId,
    remainingMs: context.getRemainingTimeInMillis(),
  };
}
