import type { Answer } from "../api.ts";
import type { PaymentIntent } from "../wire.ts";
import { html } from "./html.ts";
import { money, page } from "./layout.ts";

export function authenticatePage(about: { intent: PaymentIntent; last4: string; leadsTo: (string | null)[] }): Answer {
  const { intent, last4, leadsTo } = about;
  const total = money(intent.amount, intent.currency);
  const body = html`<main class="narrow"><form class="card say" method="post" action="/c/authenticate/${intent.id}">
<h1>Is this you?</h1>
<p class="sub">Your bank asks you to confirm ${total} to Rookery with the card ending in ${last4}. This stands in for your bank's 3-D Secure page.</p>
<button class="btn pri wide" type="submit" name="answer" value="complete">Complete</button>
<button class="btn wide" type="submit" name="answer" value="fail">Fail</button>
</form></main>`;
  return page({ title: "Confirm the payment", body, leadsTo });
}
