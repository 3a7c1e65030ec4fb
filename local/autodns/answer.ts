import { randomBytes } from "node:crypto";

export interface Answered {
  data?: readonly object[];
  object?: { type: string; value?: string; summary?: number };
  /** Accepted, and not done. */
  accepted?: boolean;
  /** Of the session that has begun. */
  sessionId?: string;
}

/** Their no. The codes are of their form; which one they give for what is not published. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const notThere = (what: string, name: string) =>
  new Refusal("E0404", `The ${what} ${name} does not exist.`, 404);

/** What they call one thing that they did. */
export const transaction = () => {
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  return `${day}-app1-${Math.floor(Math.random() * 1e6)}-${randomBytes(2).toString("hex")}`;
};

export const yes = ({ data = [], object, accepted }: Answered, ctid: string | undefined): object => ({
  stid: transaction(),
  ...(ctid !== undefined && { ctid }),
  status: accepted
    ? { code: "N0301", text: "The order was accepted.", type: "NOTIFY" }
    : { code: "S0301", text: "The order was executed.", type: "SUCCESS" },
  ...(object && { object }),
  data,
});

export const no = ({ code, message }: Refusal, ctid: string | undefined): object => ({
  stid: transaction(),
  ...(ctid !== undefined && { ctid }),
  status: { code, text: message, type: "ERROR" },
  messages: [{ code: `EF${code.slice(1)}`, text: message, status: "ERROR" }],
  data: [],
});
