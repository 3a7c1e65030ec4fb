export { AccountGlance, glance } from "./account.ts";
export { Catalogue, catalogPlan, catalogue, PlanDetail } from "./catalogue.ts";
export { Customer, customer, customers } from "./customer.ts";
export { DeadMessage } from "./dead-message.ts";
export { Member, members } from "./members.ts";
export { Note, notes } from "./note.ts";
export { Overview, overview } from "./overview.ts";
export { Queue, QueueDetail, queue, queues } from "./queue.ts";
