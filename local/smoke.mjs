// The main job, from outside and through HTTP alone, on a platform of its own that is thrown away afterwards.
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { createBrowser, fetchSite, payOn, register } from "./launch/browser.mjs";
import { during } from "./launch/progress.mjs";

const noNodeHere = 3;
const startSeconds = 600;
const { values: asked } = parseArgs({
  options: {
    /** What to order: static, php, wordpress, node, python, dockerfile, image, compose. */
    app: { type: "string", default: "static" },
    /** Registers a name with it, and fetches the site by that and by https. */
    domain: { type: "boolean", default: false },
    "without-node": { type: "boolean", default: false },
    bundled: { type: "boolean", default: false },
  },
});
/** A page, and beside it something that keeps data. */
const composeFile = `services:
  web:
    image: localhost/rookery/static:2
    expose: ["8080"]
    depends_on: [store]
    configs: [{ source: page, target: /srv/www/index.html }]
    healthcheck: { test: "getent hosts store && answers 8080 /", interval: 5s }
  store:
    image: localhost/rookery/static:2
    command: ["sleep", "infinity"]
    init: true
    healthcheck: { disable: true }
    volumes: ["data:/data"]
configs: { page: { content: "A page of a compose file" } }
volumes: { data: }
`;
/** Who the domain is registered for. */
const holder = {
  ...{ kind: "person", firstName: "Sam", lastName: "Smoke", email: "sam@example.com" },
  ...{ street: "Hauptstr. 1", postalCode: "10115", city: "Berlin", country: "DE", phone: "+49.301234567" },
};
const withNode = !asked["without-node"];
/** Passed on to npm start. */
const options = ["without-node", "bundled"].filter((option) => asked[option]).map((option) => `--${option}`);
if (asked.domain && !withNode) {
  console.error("--domain fetches a site, for which there has to be a node.");
  process.exit(2);
}
/** A node builds the images of all but static sites when they are first asked for. */
const fulfilSeconds = asked.app === "static" ? 300 : 1500;
const dataDir = await mkdtemp(join(tmpdir(), "rookery-smoke-"));
const start = fileURLToPath(new URL("start.mjs", import.meta.url));
const platform = spawn(
  process.execPath,
  [start, "--data", dataDir, "--port", "0", ...options],
  // Paying is part of the job, and only the stand-in's page can be filled in without a person.
  { stdio: ["ignore", "pipe", "inherit"], detached: true, env: { ...process.env, STRIPE_SECRET_KEY: "" } },
);
let printed = "";
platform.stdout.on("data", (chunk) => {
  printed = (printed + chunk).slice(-10_000);
});
const ended = new Promise((resolve) => platform.once("exit", resolve));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void finish("interrupted", 130));

try {
  const [line, code] = await mainJob();
  const wrong = errorsLogged();
  if (wrong.length > 0) throw new Error(`functions logged errors meanwhile:\n${wrong.join("\n")}`);
  await finish(line, code);
} catch (error) {
  console.error(`${printed}\n${error.stack}`);
  await finish(`main job: failed: ${error.message}`, 1);
}

async function mainJob() {
  const { url, inboxUrl, node, certificates, nameServer } = await during("Starting a platform", description());
  if (withNode && !node.ready) return [`No node can run here, so no site can be tried: ${node.reason}`, noNodeHere];
  if (asked.domain && certificates.root === null) return [`No domain can be tried: ${certificates.what}`, noNodeHere];
  if (asked.domain && nameServer === null) return ["No domain can be tried: apt-get install knot", noNodeHere];
  const browser = createBrowser(url);
  const suffix = Date.now().toString(36);
  const siteName = `smoke-${suffix}`;
  const email = `sam-${suffix}@example.com`;
  const who = { email, name: "Sam Smoke", accountName: "Smoke test", password: `a long pass phrase ${suffix}` };
  await during("Registering by the link of a mail", register(browser, inboxUrl, who));
  // The smallest for the smallest app, else the one that fits all of them.
  const plans = (await browser.get("/plans")).toSorted((one, other) => one.limits.memoryMb - other.limits.memoryMb);
  const plan = plans.at(asked.app === "static" ? 0 : -1);
  const app = { template: asked.app, parameters: await parametersOf(asked.app) };
  const domains = asked.domain ? [await during("Looking for a name", freeName(browser, siteName))] : [];
  const order = await browser.post("/orders", { planId: plan.id, siteName, app, domains });
  const checkout = await browser.post(`/orders/${order.id}/checkout`, {});
  await payOn(checkout.url);
  const paidAt = performance.now();
  const secondsSincePaid = () => ((performance.now() - paidAt) / 1000).toFixed(1);

  if (!withNode) {
    await during("Waiting for the order to be paid", waitingForNode(browser, order.id));
    return [`main job: paid order waits for a node after ${secondsSincePaid()} s`, 0];
  }
  const service = await during("Waiting for the site", active(browser, order.id));
  if (asked.app === "dockerfile") await during("Building it of a repository", builtOfRepository(browser, service.id));
  // A fresh WordPress leads there from its first page.
  const page = new URL(asked.app === "wordpress" ? "/wp-admin/install.php" : "/", service.url).href;
  const status = await until(async () => (await fetchSite(page).catch(() => 0)) === 200 && 200, fulfilSeconds);
  const what = asked.app === "static" ? "paid order" : `paid order of ${asked.app}`;
  const [domain] = domains;
  if (domain) {
    await during("Registering its domain", registered(browser, order.id));
    await during("Leading the domain to the site", connected(browser, service.id, domain.name));
    const secure = `https://${domain.name}:${node.httpsPort}/`;
    // No other way than by a certificate of that name, whose chain ends at the authority of this machine.
    const answer = await fetchSite(secure, { authority: certificates.root });
    if (answer !== 200) throw new Error(`${secure} answered ${answer}`);
    return [`main job: ${what} with a domain answered ${answer} by https in ${secondsSincePaid()} s`, 0];
  }
  return [`main job: ${what} answered ${status} in ${secondsSincePaid()} s`, 0];
}

/** What cannot be left out when an app is ordered. An image comes from a registry that the node is given for it. */
async function parametersOf(app) {
  if (app === "compose") return { text: composeFile };
  if (app !== "image") return {};
  return { reference: await during("Laying an image into a registry", besideNode("serve-image.ts")) };
}

/** What is sold is known as soon as the registrar was asked for its prices. */
async function freeName(browser, label) {
  await until(async () => (await browser.get("/domain-endings")).items.length > 0, fulfilSeconds);
  const { items } = await browser.get(`/domain-search?query=${label}.de`);
  const { name, price } = items.find(({ availability }) => availability === "free");
  const { id: contactId } = await browser.post("/domain-contacts", holder);
  return { name, contactId, priceMinor: price.minor };
}

function registered(browser, orderId) {
  return until(async () => {
    const [{ state, failure }] = (await browser.get(`/orders/${orderId}`)).domains;
    if (failure) throw new Error(`the domain failed: ${failure.message}`);
    return state === "succeeded";
  }, fulfilSeconds);
}

/** Its records, its route and its certificate, verified by a handshake: all of it is one operation. */
async function connected(browser, serviceId, name) {
  const { connectionId } = await browser.post(`/services/${serviceId}/connections`, { name });
  await until(async () => {
    const [operation] = (await browser.get(`/operations?subject=${connectionId}`)).items;
    if (operation?.state === "failed") throw new Error(`${name} was not connected: ${operation.failure?.message}`);
    return operation?.state === "succeeded";
  }, fulfilSeconds);
}

/** What a program prints that gives the lab node something to reach beyond its network. */
async function besideNode(program) {
  const node = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));
  const script = fileURLToPath(new URL(`lab/${program}`, import.meta.url));
  const { stdout } = await promisify(execFile)(node, [script, join(dataDir, "lab")]);
  return stdout.trim();
}

/** Until its code is built, a page of the platform's own stands there. */
async function builtOfRepository(browser, serviceId) {
  await browser.post(`/services/${serviceId}/source`, JSON.parse(await besideNode("serve-repository.ts")));
  const { number } = await browser.post(`/services/${serviceId}/deploy`, {});
  return until(async () => {
    const { items } = await browser.get(`/services/${serviceId}/releases`);
    const { state, failure } = items.find((release) => release.number === number) ?? {};
    if (failure) throw new Error(`the build failed: ${failure.message}`);
    return state === "live";
  }, fulfilSeconds);
}

/** What the platform says about itself once it is up and knows whether it has a node. */
async function description() {
  return until(() => {
    if (platform.exitCode !== null) throw new Error("the platform ended while starting");
    try {
      const described = JSON.parse(readFileSync(join(dataDir, "platform.json"), "utf8"));
      return described.node && described;
    } catch {
      return undefined;
    }
  }, startSeconds);
}

function active(browser, orderId) {
  return until(async () => {
    const { state, serviceId, failure } = await browser.get(`/orders/${orderId}`);
    if (failure) throw new Error(`the order failed: ${failure.message}`);
    const service = serviceId && (await browser.get(`/services/${serviceId}`));
    return state === "fulfilled" && service?.state === "active" && service;
  }, fulfilSeconds);
}

function waitingForNode(browser, orderId) {
  return until(async () => {
    const { state, operationId } = await browser.get(`/orders/${orderId}`);
    if (state !== "paid" || !operationId) return false;
    const operation = await browser.get(`/operations/${operationId}`);
    return operation.waitingFor !== null && operation;
  }, fulfilSeconds);
}

async function until(check, seconds) {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    const result = await check();
    if (result) return result;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing happened for ${seconds} s`);
}

/** Of functions that had no reason for any: also what a later run would have made up for. */
function errorsLogged() {
  const lines = readFileSync(join(dataDir, "functions.log"), "utf8").split("\n");
  return lines.filter((line) => /"level":"error"/i.test(line));
}

async function finish(line, code) {
  platform.kill("SIGTERM");
  await ended;
  await rm(dataDir, { recursive: true, force: true });
  console.log(line);
  process.exit(code);
}
