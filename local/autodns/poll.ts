import { notThere, Refusal } from "./answer.ts";
import { type Operation, operation } from "./operation.ts";

/** The oldest message is told until it is confirmed; those behind it wait. */
export const pollOperations: readonly Operation[] = [
  operation("GET /poll", undefined, ({ data }) => {
    const waiting = data.messages.oldestFirst();
    const [message] = waiting;
    const object = { type: "PollMessage", summary: waiting.length };
    if (!message) return { object };
    const { id, job, notify, ctid, stid, text, created } = message;
    const about = { type: "Domain", value: message.object };
    return {
      data: [
        {
          ...{ id: Number(id), stid, created, object: about, messages: [{ code: "M0001", text }] },
          ...(ctid !== null && { ctid }),
          ...(job && { job }),
          ...(notify && { notify: { ...notify, object: about } }),
        },
      ],
      object,
    };
  }),
  operation("PUT /poll/{id}", undefined, ({ data }, { id }) => {
    const [oldest] = data.messages.oldestFirst();
    if (!data.messages.get(id)) throw notThere("message", id);
    if (oldest?.id !== id) throw new Refusal("E0601", "Another message is to be confirmed first.");
    data.messages.remove(id);
    return {};
  }),
];
