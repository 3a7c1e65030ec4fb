import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    retryIn: (clock: string) => `Try again in ${clock}.`,
    saidIn: (seconds: number) =>
      seconds < 60 ? `Try again in ${seconds} seconds.` : `Try again in ${minutes(seconds)}.`,
    saidNow: "You can try again now.",
  },
  de: {
    retryIn: (clock) => `Versuchen Sie es in ${clock} noch einmal.`,
    saidIn: (seconds) =>
      seconds < 60
        ? `Versuchen Sie es in ${seconds} Sekunden noch einmal.`
        : `Versuchen Sie es in ${Math.ceil(seconds / 60) === 1 ? "einer Minute" : `${Math.ceil(seconds / 60)} Minuten`} noch einmal.`,
    saidNow: "Sie können es jetzt noch einmal versuchen.",
  },
});

function minutes(seconds: number): string {
  const whole = Math.ceil(seconds / 60);
  return whole === 1 ? "1 minute" : `${whole} minutes`;
}
