import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    retryIn: (clock: string) => `Try again in ${clock}.`,
    saidIn: (seconds: number) =>
      seconds < 60 ? `Try again in ${seconds} seconds.` : `Try again in ${minutes(seconds)}.`,
    saidNow: "You can try again now.",
  },
});

function minutes(seconds: number): string {
  const whole = Math.ceil(seconds / 60);
  return whole === 1 ? "1 minute" : `${whole} minutes`;
}
