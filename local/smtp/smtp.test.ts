import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Message } from "./message-store.ts";
import { type Smtp, startSmtp } from "./smtp.ts";

let dir: string;
let smtp: Smtp;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "smtp-"));
  smtp = await startSmtp({ dir, keep: 5 });
});
beforeEach(async () => {
  await fetch(`${smtp.inboxUrl}/messages`, { method: "DELETE" });
});
afterAll(async () => {
  await smtp.stop();
  await rm(dir, { recursive: true });
});

const send = (message: {
  to?: string | string[];
  subject?: string;
  text?: string;
  html?: string;
  attachments?: object[];
}) => createTransport(smtp.url).sendMail({ from: "Rookery <portal@rookery.test>", to: "anna@example.org", ...message });

const get = async (address: string) => fetch(`${smtp.inboxUrl}${address}`);
const page = async (address: string) => (await get(address)).text();
const messages = async (search = "") => (await (await get(`/messages${search}`)).json()) as Message[];

async function onlyId(): Promise<number> {
  const all = await messages();
  expect(all).toHaveLength(1);
  return all[0]?.id ?? 0;
}

describe("a message", () => {
  test("is kept with envelope, subject and both bodies, for any recipient", async () => {
    await send({
      to: ["anna@example.org", "berta@example.org"],
      subject: "Grüße ✓",
      text: "code 123",
      html: "<b>code</b>",
    });
    expect(await messages()).toMatchObject([
      {
        from: "portal@rookery.test",
        to: ["anna@example.org", "berta@example.org"],
        subject: "Grüße ✓",
        text: "code 123",
        html: "<b>code</b>",
      },
    ]);
  });

  test("is found by any of its recipients, in whatever case, and by nobody else", async () => {
    await send({ to: "Anna@example.org", subject: "for Anna" });
    await send({ to: ["carl@example.org", "anna@example.org"], subject: "for both" });
    expect((await messages("?to=ANNA@example.org")).map(({ subject }) => subject)).toEqual(["for both", "for Anna"]);
    expect(await messages("?to=nna@example.org")).toEqual([]);
    expect(await messages("?to=anna@example.org&limit=1")).toHaveLength(1);
  });

  test("survives a restart, and makes room for newer ones in the end", async () => {
    for (let n = 1; n <= 7; n++) await send({ subject: `n${n}` });
    await smtp.stop();
    smtp = await startSmtp({ dir, keep: 5 });
    expect((await messages()).map(({ subject }) => subject)).toEqual(["n7", "n6", "n5", "n4", "n3"]);
  });

  test("that is too large is refused", async () => {
    await expect(send({ text: "x".repeat(11 << 20) })).rejects.toMatchObject({ responseCode: 552 });
    expect(await messages()).toEqual([]);
  });
});

test("a recipient called reject@ is refused for good, one called defer@ for now, and nothing is kept of either", async () => {
  await expect(send({ to: "reject@example.org" })).rejects.toMatchObject({ responseCode: 550 });
  await expect(send({ to: "defer@example.org" })).rejects.toMatchObject({ responseCode: 451 });
  expect(await messages()).toEqual([]);
});

describe("the inbox page", () => {
  test("lists what arrived, escaped, and says so when there is nothing", async () => {
    expect(await page("/")).toContain("No mail yet");
    await send({ subject: "<script>alert(1)</script>", text: '"><img src=x>' });
    const list = await page("/");
    expect(list).toContain("&#60;script&#62;alert(1)&#60;/script&#62;");
    expect(list).not.toContain("<script>alert");
    expect(list).not.toContain("<img");
    expect(await page("/?to=%22%3E%3Cimg%3E")).not.toContain("<img");
  });

  test("shows a message with its attachments, plain text and source", async () => {
    await send({
      subject: "Invoice",
      text: "See attached <file>",
      html: "<h1>Invoice</h1>",
      attachments: [{ filename: "ä.pdf", content: Buffer.from("%PDF") }],
    });
    const id = await onlyId();
    expect(await page(`/message/${id}`)).toContain("ä.pdf");
    expect(await page(`/message/${id}?view=text`)).toContain("See attached &#60;file&#62;");
    expect(await page(`/message/${id}?view=source`)).toContain("Subject: Invoice");
    expect(await page(`/message/${id}/raw`)).toMatch(/^(?:From|To|Subject): /m);
    const attachment = await get(`/message/${id}/attachment/0`);
    expect(await attachment.text()).toBe("%PDF");
    expect(attachment.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''%C3%A4.pdf");
  });

  test("shows HTML mail in a frame that runs nothing, loads nothing and opens links in a new tab", async () => {
    await send({
      html: '<a href="http://localhost/verify">Verify</a><img src="cid:logo"><script>steal()</script>',
      attachments: [{ filename: "logo.png", cid: "logo", content: Buffer.from("png"), contentType: "image/png" }],
    });
    const id = await onlyId();
    expect(await page(`/message/${id}`)).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    const body = await get(`/message/${id}/body`);
    const policy = body.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("sandbox allow-popups");
    expect(policy).not.toMatch(/script|same-origin|http/);
    const text = await body.text();
    expect(text).toContain('<base target="_blank">');
    expect(text).toContain('src="data:image/png;base64,cG5n"');
  });

  test("is emptied by its button, and by no other site", async () => {
    await send({});
    const other = await fetch(`${smtp.inboxUrl}/clear`, { method: "POST", headers: { origin: "http://evil.example" } });
    expect(other.status).toBe(403);
    expect(await messages()).toHaveLength(1);
    const own = { method: "POST", headers: { origin: smtp.inboxUrl }, redirect: "manual" } as const;
    expect((await fetch(`${smtp.inboxUrl}/clear`, own)).status).toBe(303);
    expect(await messages()).toEqual([]);
  });

  test("is not shown to a site that points its own name at this machine", async () => {
    const socket = connect(smtp.inboxPort, "127.0.0.1");
    socket.write("GET /messages HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n");
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 403/);
    socket.destroy();
  });

  test("answers unknown addresses with 404", async () => {
    for (const address of ["/nothing", "/message/999", "/message/x", "/message/1%27/raw"]) {
      expect((await get(address)).status).toBe(404);
    }
    await send({});
    const id = await onlyId();
    expect((await get(`/message/${id}/attachment/0`)).status).toBe(404);
    expect((await get(`/message/${id}/nothing`)).status).toBe(404);
  });
});

test("older mail is a page further, and only the first page watches for new mail", async () => {
  const deep = await mkdtemp(path.join(tmpdir(), "smtp-"));
  const own = await startSmtp({ dir: deep });
  const transport = createTransport({ url: own.url, pool: true });
  for (let n = 1; n <= 51; n++) await transport.sendMail({ from: "a@x.test", to: "b@x.test", subject: `number ${n}.` });
  transport.close();
  const first = await (await fetch(own.inboxUrl)).text();
  expect(first).toContain("number 51.");
  expect(first).not.toContain("number 1.");
  expect(first).toContain("/inbox.js");
  const older = /href="(\?before=\d+)"/.exec(first)?.[1] ?? "";
  const second = await (await fetch(`${own.inboxUrl}/${older}`)).text();
  expect(second).toContain("number 1.");
  expect(second).not.toContain("/inbox.js");
  await own.stop();
  await rm(deep, { recursive: true });
});

test("it stops while a client is connected", async () => {
  const own = await startSmtp({ dir: path.join(dir, "own") });
  const idle = connect(own.port, "127.0.0.1");
  await once(idle, "data");
  const closed = once(idle, "close");
  await own.stop();
  await closed;
});

test("a taken port is said, and what was opened is closed again", async () => {
  const start = (ports: object) => startSmtp({ dir: path.join(dir, "taken"), ...ports });
  await expect(start({ inboxPort: smtp.inboxPort })).rejects.toThrow(`Port ${smtp.inboxPort} on 127.0.0.1 is in use.`);
  await expect(start({ port: smtp.port })).rejects.toThrow(`Port ${smtp.port} on 127.0.0.1 is in use.`);
});
