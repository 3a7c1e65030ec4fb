import { refundOrder } from "#web/data/dashboard.ts";
import type { Order } from "#web/data/orders.ts";
import { createRequest } from "#web/data/request.ts";
import { formatMoney } from "#web/lib/money.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./orders.text.ts";

export function RefundDialog(props: { order: Order; onClose: () => void }) {
  const refund = createRequest(refundOrder);
  const amount = () => formatMoney(props.order.price);
  const confirm = async () => {
    if (!(await refund.run(props.order.id))) return;
    toast(text.dialog.done(props.order.number));
    props.onClose();
  };
  return (
    <ConfirmDialog
      open
      danger
      title={text.dialog.title(props.order.number)}
      text={text.dialog.text(amount(), props.order.host)}
      confirm={text.dialog.confirm(amount())}
      dismiss={text.dialog.dismiss}
      busy={refund.pending()}
      refusal={<Refusal of={refund} />}
      waits={refund.waiting() > 0}
      onConfirm={() => void confirm()}
      onClose={props.onClose}
    />
  );
}
