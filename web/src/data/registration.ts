import { call } from "./api.ts";

/** The answer is the same whether anybody has that address or not. */
export async function requestRegistration(idempotencyKey: string, email: string): Promise<true> {
  await call("POST /registrations", { email }, { idempotencyKey });
  return true;
}

export interface NewPerson {
  name: string;
  accountName: string;
  password: string;
}

/** Begins a session on this browser. */
export async function finishRegistration(idempotencyKey: string, token: string, person: NewPerson): Promise<true> {
  // The token of a link is what this is about; `Input` leaves out the one of the session.
  const input: NewPerson & { token: string } = { token, ...person };
  await call("POST /registrations/completion", input, { idempotencyKey });
  return true;
}
