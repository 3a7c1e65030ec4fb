/** Where images of compose apps may come from: those that nodes build. */
export const registries = ["localhost/rookery"] as const;
