import { createTransport } from "nodemailer";
import { DomainError } from "#core/kernel/errors.ts";
import type { Secret } from "#core/kernel/secret.ts";
import type { Mailer } from "#core/notify/index.ts";

const timeoutMs = 10_000;

export function smtpMailer(config: { SMTP_URL: Secret<string>; MAIL_FROM: string; PUBLIC_URL: string }): Mailer {
  const transport = createTransport({
    url: config.SMTP_URL.reveal(),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = new URL(config.PUBLIC_URL).hostname;
  return {
    async send({ id, to, subject, text }) {
      try {
        await transport.sendMail({ from: config.MAIL_FROM, to, subject, text, messageId: `<${id}@${domain}>` });
      } catch (error) {
        const answer = (error as { responseCode?: unknown }).responseCode;
        if (typeof answer === "number" && answer >= 500) {
          throw new DomainError("conflict", "mail.refused", "The mail server refused the message.", { cause: error });
        }
        throw new DomainError("unavailable", "mail.unavailable", "The mail server cannot be reached.", {
          cause: error,
        });
      }
    },
  };
}
