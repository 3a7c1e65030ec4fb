import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { during } from "./progress.mjs";

const oldestNode = [20, 19];

/** Installs what package-lock.json asks for and node_modules lacks. Throws one sentence when that is not possible. */
export async function ensureInstalled(root) {
  const lacking = missingPackages(root);
  if (lacking.length > 0) {
    const what = existsSync(join(root, "node_modules")) ? `${lacking.length} packages` : "packages";
    await during(`Installing ${what} with npm`, installPackages(root), { announceAfterMs: 0 });
  }
  const node = join(root, "node_modules/node/bin/node");
  if (!existsSync(node)) {
    throw new Error("The package node was installed without its program: run npm rebuild node, then npm start.");
  }
  return node;
}

export function ensureNodeVersion(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Error(`Rookery needs Node ${oldestNode.join(".")} or newer, and this is Node ${version}.`);
}

/** Names of the packages that run the platform and are absent or of another version. */
function missingPackages(root) {
  const wanted = packagesIn(join(root, "package-lock.json"));
  const installed = packagesIn(join(root, "node_modules/.package-lock.json"));
  return Object.entries(wanted)
    .filter(([path, { dev, devOptional, optional, link }]) => path && !(dev || devOptional || optional || link))
    .filter(([path, { version }]) => installed[path]?.version !== version)
    .map(([path]) => path);
}

function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

async function installPackages(root) {
  const hadTools = existsSync(join(root, "node_modules/vitest"));
  const args = ["ci", ...(hadTools ? [] : ["--omit=dev"]), "--no-audit", "--no-fund", "--loglevel=error"];
  const cli = process.env.npm_execpath;
  const [command, first] = cli?.endsWith(".js") ? [process.execPath, [cli]] : ["npm", []];
  const { code, errors } = await run(command, [...first, ...args], root);
  if (code !== 0) throw new Error(reasonIn(errors));
}

function run(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors = (errors + chunk).slice(-20_000);
    });
    child.on("error", () => reject(new Error("npm was not found: install it together with Node, then try again.")));
    child.on("close", (code) => resolve({ code, errors }));
  });
}

const reasons = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/,
    "npm could not reach its registry: check the network, then try again.",
  ],
  [/ENOSPC/, "The disk is full: npm could not install the packages."],
  [/EACCES|EPERM|EROFS/, "npm may not write to node_modules here: check who owns this folder."],
  [/EUSAGE|in sync/, "package.json and package-lock.json do not fit together: run npm install."],
];

function reasonIn(errors) {
  const known = reasons.find(([pattern]) => pattern.test(errors));
  if (known) return known[1];
  const first =
    errors.split("\n").find((line) => /\S/.test(line.replace(/^npm (error|ERR!)/, ""))) ?? "no reason given";
  return `npm could not install the packages: ${first.replace(/^npm (error|ERR!)\s*/, "")}`;
}
