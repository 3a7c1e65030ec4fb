import type { Recorded } from "../fields.ts";
import type { Sentences } from "./sentence.ts";

const placed = ({ after }: { after: Recorded }): string =>
  after.nodeId === undefined ? "{actor} looked for a node for {target}" : "{actor} chose a node for {target}";

/** Websites and what belongs to them. */
export const services: Sentences<"service" | "database" | "operation"> = {
  "service.tell_version_ending": { says: "The version that {target} runs on comes to its end", shows: ["expiresAt"] },
  "service.stop": { says: "{actor} stopped {target}", shows: ["state"] },
  "service.stop.succeeded": { says: "{target} is stopped", shows: ["state"] },
  "service.stop.failed": { says: "{target} could not be stopped", shows: ["state"] },
  "service.start": { says: "{actor} started {target}", shows: ["state"] },
  "service.start.succeeded": { says: "{target} runs again", shows: ["state"] },
  "service.start.failed": { says: "{target} could not be started", shows: ["state"] },
  "service.restart": { says: "{actor} restarted {target}" },
  "service.restart.succeeded": { says: "{target} was restarted" },
  "service.restart.failed": { says: "{target} could not be restarted" },
  "service.suspend": { says: "{actor} suspended {target}", shows: ["state"] },
  "service.suspend.succeeded": { says: "{target} is suspended", shows: ["state"] },
  "service.suspend.failed": { says: "{target} could not be suspended", shows: ["state"] },
  "service.resume": { says: "{actor} resumed {target}", shows: ["state"] },
  "service.resume.succeeded": { says: "{target} is back online", shows: ["state"] },
  "service.resume.failed": { says: "{target} could not be resumed", shows: ["state"] },
  "service.terminate": { says: "{actor} terminated {target}", shows: ["state"] },
  "service.keep": { says: "{actor} took back the termination of {target}", shows: ["state"] },
  "service.retire.succeeded": { says: "{target} was taken offline", shows: ["state"] },
  "service.retire.failed": { says: "{target} could not be taken offline", shows: ["state"] },
  "service.remove": { says: "{actor} began to remove {target}, its grace period over", shows: ["state"] },
  "service.remove.succeeded": { says: "{target} and its data were removed", shows: ["state"] },
  "service.remove.failed": { says: "{target} could not be removed", shows: ["state"] },
  "service.provision.succeeded": { says: "{target} went live", shows: ["state"] },
  "service.provision.failed": { says: "{target} could not be set up", shows: ["state"] },
  "service.configure.succeeded": { says: "Visitors meet {target} as it is set", shows: ["state"] },
  "service.configure.failed": { says: "What was set for {target} did not reach its node", shows: ["state"] },
  "service.connect.succeeded": { says: "A name of {target} has its records and its certificate" },
  "service.connect.failed": { says: "A name of {target} could not be connected" },
  "service.add_host": { says: "{actor} wrote the name {after.host} down for {target}", shows: ["host"] },
  "service.verify_host": { says: "{actor} had {after.host} lead to {target}", shows: ["host"] },
  "service.connect_name": { says: "{actor} had {after.host} lead to {target}", shows: ["host"] },
  "service.put_records": { says: "The DNS records that lead to {target} were set" },
  "service.secure_connection": { says: "Certificates for names of {target} were asked for" },
  "service.remove_host": { says: "{actor} took the name {before.host} from {target}", shows: ["host"] },
  "service.secure_host": { says: "{actor} asked for a certificate for {after.host} of {target}", shows: ["host"] },
  "service.tell_node": { says: "What is set for {target} goes to its node once more", inner: true },
  "service.set_primary_host": {
    says: ({ after }) =>
      after.host === null
        ? "{actor} let each name of {target} answer by itself"
        : "{actor} had all names of {target} lead to {after.host}",
    shows: ["host"],
  },
  "service.set_https": { says: "{actor} changed how {target} answers by https" },
  "service.set_redirects": { says: "{actor} changed the redirects of {target}", shows: ["redirects"] },
  "service.let_in": { says: "{actor} let {after.visitor} in to {target} by a password", shows: ["visitor"] },
  "service.shut_out": { says: "{actor} lets {before.visitor} in to {target} no more", shows: ["visitor"] },
  "service.set_maintenance": {
    says: ({ after }) =>
      after.maintenance === true
        ? "{actor} switched the maintenance page of {target} on"
        : "{actor} switched the maintenance page of {target} off",
    shows: ["maintenance"],
  },
  "service.change_parameters": {
    says: "{actor} changed what {target} runs with",
    shows: ["number", "changed"],
  },
  "service.change_environment": {
    says: "{actor} changed the environment of {target}",
    shows: ["number", "set", "concealed", "removed"],
  },
  "service.deploy.succeeded": { says: "A new release of {target} took over", shows: ["number"] },
  "service.deploy.failed": {
    says: "A deploy of {target} did not come to its end: what was live goes on serving",
    shows: ["number"],
  },
  "service.open_secrets": { says: "{actor} made passwords for the app of {target}", inner: true },
  "database.add": { says: "{actor} added the database {after.database} to {target}", shows: ["memoryMb", "number"] },
  "database.remove": {
    says: "{actor} began to remove the database {before.database} of {target}, with its data",
    shows: ["number"],
  },
  "database.renew_password": {
    says: "{actor} gave the database {after.database} of {target} another password",
    shows: ["number"],
  },
  "database.reveal_password": { says: "{actor} looked at the password of the database {after.database} of {target}" },
  "database.note_removed": {
    says: "The database {before.database} of {target} and its data are gone",
    shows: ["database"],
  },
  "database.note_started": { says: "The database of {target} is running", shows: ["database"], inner: true },
  "service.place": { says: placed, shows: ["nodeId", "port"], inner: true },
  "service.depart": { says: "{actor} prepared {target} to leave its node", inner: true },
  "service.left": { says: "The account of {target} left its node", shows: ["nodeId"], inner: true },
  "service.unplace": { says: "{actor} took {target} off its node", shows: ["nodeId", "port"], inner: true },
  "service.renew_slot": { says: "{actor} gave the account of {target} a new number on its node", inner: true },
  "operation.retry": { says: "{actor} tried again: {target}", shows: ["failure"] },
};
