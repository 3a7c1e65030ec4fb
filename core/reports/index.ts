export { Customer, customer, customers } from "./customer.ts";
export { DeadMessage } from "./dead-message.ts";
export { Member, members } from "./members.ts";
export { Overview, overview } from "./overview.ts";
export { Queue, QueueDetail, queue, queues } from "./queue.ts";
