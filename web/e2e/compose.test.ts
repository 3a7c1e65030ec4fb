import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "#local/faults/eventually.ts";
import { createBrowser, payOn } from "#local/launch/browser.mjs";
import { inspect, person, signIn } from "./browser.ts";
import { type Running, running } from "./platform.ts";

const text = `services:
  web:
    image: localhost/rookery/static:2
    expose: ["8080"]
    healthcheck: { test: answers 8080 / }
`;

let here: Running;
let address: string;
beforeAll(async () => {
  here = await running();
  const { url, customer } = here.platform;
  const api = createBrowser(url);
  await api.post("/session", { email: customer.email, password: customer.password });
  const plans = await api.get<{ id: string }[]>("/plans");
  const app = { template: "compose", parameters: { text } };
  const order = await api.post<{ id: string }>("/orders", { planId: plans.at(-1)?.id, siteName: "composed", app });
  await payOn((await api.post<{ url: string }>(`/orders/${order.id}/checkout`, {})).url);
  const bought = () => api.get<{ serviceId: string | null }>(`/orders/${order.id}`);
  await eventually("it is paid", async () => (await bought()).serviceId !== null, 60);
  address = `/services/${(await bought()).serviceId}/compose`;
});
afterAll(() => here?.stop());

test("what is wrong with a compose file is said while it is written, and changed by one button", async () => {
  const { page, faults } = await person(here.browser, here.platform.url);
  await signIn(page, here.platform.customer);
  await page.goto(address);
  const editor = page.getByRole("textbox", { name: "Compose file" });
  await page.getByText("This file can be used.").waitFor();
  await inspect(page, "compose");
  // By keyboard: to the end of the file, two lines more, and on with Tab.
  await editor.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText('    privileged: true\n    ports: ["80:8080"]\n');
  await page.getByText("2 things have to change before it can be used.").waitFor();
  await inspect(page, "compose-refused");
  await page.getByRole("button", { name: 'Remove "privileged"' }).click();
  await page.getByText("One thing has to change before it can be used.").waitFor();
  await page.getByRole("button", { name: 'Remove "ports"' }).click();
  await page.getByText("This file can be used.").waitFor();
  await editor.focus();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.shadowRoot ?? null)).toBeNull();
  expect(faults).toEqual([]);
});
