import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Timeline",
    loading: "Loading what happened",
    failed: "What happened can’t be shown right now",
    empty: "Nothing has happened yet.",
    live: (number: number) => `Release ${number} went live`,
    notLive: (number: number) => `Release ${number} did not go live`,
    memory: (part: string) => `“${part}” had used up its memory and was ended`,
    ended: (part: string) => `“${part}” ended by itself`,
    code: (code: number) => `Exit code ${code}.`,
    restarted: "It was started again.",
    notRestarted: "It was not started again.",
    failing: (job: string, times: number) => `The cron job “${job}” failed ${times} times in a row`,
    log: "Its log at that moment",
  },
  de: {
    title: "Verlauf",
    loading: "Verlauf wird geladen",
    failed: "Der Verlauf kann gerade nicht angezeigt werden",
    empty: "Noch ist nichts geschehen.",
    live: (number) => `Release ${number} ging live`,
    notLive: (number) => `Release ${number} ging nicht live`,
    memory: (part) => `„${part}“ hatte seinen Arbeitsspeicher aufgebraucht und wurde beendet`,
    ended: (part) => `„${part}“ endete von selbst`,
    code: (code) => `Exit-Code ${code}.`,
    restarted: "Es wurde neu gestartet.",
    notRestarted: "Es wurde nicht neu gestartet.",
    failing: (job, times) => `Der Cronjob „${job}“ schlug ${times}-mal in Folge fehl`,
    log: "Das Protokoll zu diesem Zeitpunkt",
  },
});
