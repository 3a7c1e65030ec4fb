import { expect } from "vitest";

/** The text of the newest mail to somebody with this subject, that holds these words. */
export async function mailTo(inboxUrl: string, email: string, subject: string, words = ""): Promise<string> {
  let text: string | undefined;
  const look = async () => {
    const response = await fetch(`${inboxUrl}/messages?to=${encodeURIComponent(email)}`);
    const messages = (await response.json()) as { subject: string; text: string }[];
    text = messages.find((message) => message.subject === subject && message.text.includes(words))?.text;
    return text;
  };
  await expect.poll(look, { timeout: 90_000 }).toBeTruthy();
  return text ?? "";
}

/** The link of a mail that holds a token, and the token. */
export function linkIn(mail: string): { link: string; token: string } {
  const link = /https?:\S+#\S+/.exec(mail)?.[0];
  const token = link && new URLSearchParams(new URL(link).hash.slice(1)).get("token");
  if (!link || !token) throw new Error("the mail holds no link with a token");
  return { link, token };
}
