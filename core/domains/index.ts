export { AutodnsRefusal } from "./autodns/answer.ts";
export { type Autodns, type AutodnsCall, type AutodnsLogin, autodns } from "./autodns/client.ts";
export { changeZone, createZone, type NewZone, readZone, removeZone, type ZoneAtProvider } from "./autodns/zone.ts";
