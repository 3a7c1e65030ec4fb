import type { Sentences } from "./sentence.ts";

/** Of what the DNS of domains says. */
export const zones: Sentences<"zone"> = {
  "zone.create": { says: "{actor} gave {after.name} a zone", shows: ["name"] },
  "zone.host_registered": { says: "{after.name} was registered and got a zone", shows: ["name"] },
  "zone.change": { says: "{actor} changed the DNS of {after.name}", shows: ["records"] },
  "zone.import": { says: "{actor} took a zone file over into the DNS of {after.name}", shows: ["records"] },
  "zone.undo": { says: "{actor} took a change of the DNS of {after.name} back", shows: ["records"] },
  "zone.keep": { says: "{actor} said that a change of the DNS of {after.name} is to stay" },
  "zone.cancel": { says: "{actor} took a scheduled change of the DNS of {after.name} off" },
  "zone.resolve_drift": { says: "{actor} decided what the DNS of {after.name} is to say", shows: ["records"] },
  "zone.check": { says: "{actor} had the name servers of {after.name} looked at", inner: true },
  "zone.schedule_begun": { says: "A scheduled change of the DNS of {after.name} was made" },
  "zone.schedule_missed": { says: "A scheduled change of the DNS of {after.name} did not fit any more" },
  "zone.revert": { says: "A change of the DNS of {after.name} that nobody confirmed was taken back" },
  "zone.refused": { says: "A change of the DNS of {after.name} was refused and taken out again" },
  "zone.drifted": { says: "The name servers of {after.name} say something else than the zone" },
  "zone.endangered": { says: "Records of {after.name} lead to names that anybody may register" },
};
