import { request } from "node:http";
import { request as secureRequest } from "node:https";
import { generate } from "otplib/functional";

/** A session with the API as a page of the portal has it: same origin, cookies, JSON. */
export function createBrowser(origin) {
  const cookies = new Map();

  async function send(method, path, body) {
    const headers = { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") };
    if (body) Object.assign(headers, { origin, "content-type": "application/json" });
    const response = await fetch(`${origin}/api${path}`, { method, headers, body: body && JSON.stringify(body) });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(";", 1)[0].split("=");
      cookies.set(name, value);
    }
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${answer.message}`);
    return answer;
  }

  return { get: (path) => send("GET", path), post: (path, body) => send("POST", path, body) };
}

/**
 * Chooses the first administrator's password, by the link that a first start shows, and adds the second factor that staff
 * need. They are signed in there; returns what they sign in with elsewhere.
 */
export async function joinAsStaff(browser, { email, link }) {
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get("token");
  const password = crypto.randomUUID();
  await browser.post("/staff-invitations/completion", { token, password });
  await browser.post("/session", { email, password });
  const { id, secret } = await browser.post("/factors/totp", { name: "Phone" });
  const { recoveryCodes } = await browser.post(`/factors/${id}/confirmation`, { code: await generate({ secret }) });
  return { email, password, recoveryCodes };
}

const mailSeconds = 60;

/** Registers somebody on that browser, who opens the link in the mail that comes. Answers with their session. */
export async function register(browser, inboxUrl, { email, ...details }) {
  await browser.post("/registrations", { email });
  const token = await linkTo(email, inboxUrl, /finish-registration#token=([\w-]+)/);
  return browser.post("/registrations/completion", { token, ...details });
}

async function linkTo(email, inboxUrl, pattern) {
  for (const until = Date.now() + mailSeconds * 1000; Date.now() < until; ) {
    const response = await fetch(`${inboxUrl}/messages?to=${encodeURIComponent(email)}`);
    const token = (await response.json()).map(({ text }) => pattern.exec(text)?.[1]).find(Boolean);
    if (token !== undefined) return token;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`no link came to ${email}`);
}

/** Fills in the hosted payment page as a person with a card that works. */
export async function payOn(checkoutUrl) {
  const { origin } = new URL(checkoutUrl);
  const form = {
    email: "sam@example.com",
    number: "4242 4242 4242 4242",
    expiry: `12 / ${(new Date().getUTCFullYear() + 3) % 100}`,
    cvc: "123",
    name: "Sam Smoke",
    country: "DE",
  };
  const paid = await fetch(checkoutUrl, {
    method: "POST",
    headers: { origin },
    body: new URLSearchParams(form),
    redirect: "manual",
  });
  if (paid.status !== 303 && paid.status !== 302) throw new Error(`the payment page answered ${paid.status}`);
}

/**
 * The status a site answers with. Its name leads to this machine, whatever resolvers think of it. By https it has to show
 * a certificate of its name, signed by `authority`.
 */
export function fetchSite(url, { authority } = {}) {
  const { protocol, host, hostname, port, pathname } = new URL(url);
  const options = { host: "127.0.0.1", port, path: pathname, headers: { host } };
  const [ask, trust] =
    protocol === "https:" ? [secureRequest, { servername: hostname, ca: authority, agent: false }] : [request, {}];
  return new Promise((resolve, reject) => {
    const sent = ask({ ...options, ...trust }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent
      .on("error", reject)
      .setTimeout(10_000, () => sent.destroy(new Error("no answer in time")))
      .end();
  });
}
