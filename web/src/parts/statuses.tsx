import type { Node } from "#web/data/dashboard.ts";
import type { Operation } from "#web/data/operations.ts";
import type { Order } from "#web/data/orders.ts";
import { isWaiting, type Service } from "#web/data/services.ts";
import { Status } from "#web/ui/status.tsx";
import { nodeTones, operationTones, orderTones, serviceTones, text } from "./states.text.ts";

/** A service that waits says so: "Setting up" alone would hide that nothing moves. */
export function ServiceStatus(props: { service: Pick<Service, "state" | "operation"> }) {
  const waits = () => isWaiting(props.service);
  return (
    <Status tone={waits() ? "warn" : serviceTones[props.service.state]}>
      {waits() ? text.operation.waiting : text.service[props.service.state]}
    </Status>
  );
}

export function OrderStatus(props: { order: Pick<Order, "state"> }) {
  return <Status tone={orderTones[props.order.state]}>{text.order[props.order.state]}</Status>;
}

export function OperationStatus(props: { operation: Pick<Operation, "state"> }) {
  return <Status tone={operationTones[props.operation.state]}>{text.operation[props.operation.state]}</Status>;
}

export function NodeStatus(props: { node: Pick<Node, "state"> }) {
  return <Status tone={nodeTones[props.node.state]}>{text.node[props.node.state]}</Status>;
}
