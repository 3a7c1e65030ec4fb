import type { Queue } from "#web/data/dashboard.ts";
import { Status } from "#web/ui/status.tsx";
import { text } from "./queues.text.ts";

export function QueueStatus(props: { queue: Pick<Queue, "dead"> }) {
  return (
    <Status tone={props.queue.dead > 0 ? "bad" : "ok"}>
      {props.queue.dead > 0 ? text.isDead(props.queue.dead) : text.clear}
    </Status>
  );
}
