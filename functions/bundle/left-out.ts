import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "rolldown";

interface LeftOut {
  /** Of modules, as they lie under node_modules. */
  modules: RegExp;
  /** Except these. */
  but?: RegExp;
  /** What stands in their place. */
  instead: "nothing" | "what does nothing" | "what refuses" | { text: string } | { without: string } | { upTo: string };
}

/** Parts of packages that no function of ours calls, and that their packages load all the same. */
const leftOut: readonly LeftOut[] = [
  // Stripe's client is a class for each of its resources.
  {
    modules: /\/stripe\/esm\/resources\/.+\.js$/,
    but: /\/resources\/(Customers|Events|PaymentIntents|PaymentMethods|Refunds|Checkout\/(index|Sessions))\.js$/,
    instead: "what does nothing",
  },
  // Events are read as they always were: nothing dispatches those of its newer interface.
  { modules: /\/stripe\/esm\/StripeEventNotificationHandler\.js$/, instead: "what does nothing" },
  // zod words its messages in some fifty languages; ours are worded by us.
  {
    modules: /\/zod\/v4\/locales\/index\.js$/,
    instead: { text: 'export { default as en } from "./en.js";' },
  },
  // The description of the API is made otherwise.
  { modules: /\/zod\/v4\/core\/to-json-schema\.js$/, instead: "what does nothing" },
  // It asks schemas for their bounds, which stand before what else would describe them.
  { modules: /\/zod\/v4\/core\/json-schema-processors\.js$/, instead: { upTo: "const formatMap = {" } },
  // Routes are described without the method that it would give to every schema, for which it holds the whole of zod.
  { modules: /\/@hono\/zod-openapi\/dist\/index\.mjs$/, instead: { without: "extendZodWithOpenApi(z);" } },
  // Tables name the types of their columns, instead of being handed every type there is.
  {
    modules: /\/drizzle-orm\/pg-core\/columns\/all\.js$/,
    instead: {
      text: `export function getPgColumnBuilders() { throw new Error("bundles leave out types of columns"); }`,
    },
  },
  // YAML is read and never written.
  {
    modules: /\/yaml\/browser\/dist\/(stringify\/.+|parse\/cst-(stringify|visit)|doc\/applyReviver)\.js$/,
    instead: "what does nothing",
  },
  // Mail leaves by SMTP, one message at a time.
  {
    modules:
      /\/nodemailer\/dist\/esm\/(sendmail-transport|stream-transport|json-transport|ses-transport|smtp-pool)\/index\.js$/,
    instead: { text: "export default class {}" },
  },
  // It carries no files, whose types would have to be told from their names.
  {
    modules: /\/nodemailer\/dist\/esm\/mime-funcs\/mime-types\.js$/,
    instead: {
      text: `const absent = () => { throw new Error("bundles leave out the types of files"); };
        export { absent as detectMimeType, absent as detectExtension };`,
    },
  },
  // Of SSH, functions are clients that run commands. They hold their own key, and it has no pass phrase.
  { modules: /\/ssh2\/lib\/(server|keygen|http-agents)\.js$/, instead: "nothing" },
  { modules: /\/ssh2\/lib\/protocol\/SFTP\.js$/, instead: { text: "exports.SFTP = class {};" } },
  { modules: /\/ssh2\/lib\/agent\.js$/, instead: { text: "exports.isAgent = () => false;" } },
  // It speaks AES-GCM and nothing else.
  {
    modules: /\/ssh2\/lib\/protocol\/crypto\/poly1305\.js$/,
    instead: {
      text: `module.exports = async () => ({
        _malloc: () => 0,
        cwrap: () => () => { throw new Error("bundles leave out chacha20-poly1305"); },
      });`,
    },
  },
  { modules: /\/bcrypt-pbkdf\/index\.js$/, instead: "nothing" },
  // One-time codes are computed by Node's own cryptography, not by one in JavaScript.
  {
    modules: /\/@otplib\/plugin-crypto-noble\/dist\/index\.js$/,
    instead: {
      text: `import { createHmac, randomBytes } from "node:crypto";
        import { constantTimeEqual } from "@otplib/core";
        export class NobleCryptoPlugin {
          name = "node";
          hmac(algorithm, key, data) { return new Uint8Array(createHmac(algorithm, key).update(data).digest()); }
          randomBytes(length) { return new Uint8Array(randomBytes(length)); }
          constantTimeEqual(one, other) { return constantTimeEqual(one, other); }
        }
        export const crypto = Object.freeze(new NobleCryptoPlugin());
        export default NobleCryptoPlugin;`,
    },
  },
  // Passkeys are taken for the key that they hold, not for who made the authenticator: its certificates are never asked for.
  {
    modules:
      /\/@simplewebauthn\/server\/esm\/(registration\/verifications\/.+|services\/metadataService|metadata\/verify\w+|helpers\/(validateCertificatePath|isCertRevoked|getCertificateInfo|convertX509PublicKeyToCOSE|validateExtFIDOGenCEAAGUID|mapX509SignatureAlgToCOSEAlg))\.js$/,
    instead: "what refuses",
  },
  // Of their signatures the two numbers are taken out without an ASN.1 library.
  {
    modules: /\/@simplewebauthn\/server\/esm\/helpers\/iso\/isoCrypto\/unwrapEC2Signature\.js$/,
    instead: {
      text: `export { unwrapEC2Signature } from ${JSON.stringify(join(import.meta.dirname, "ec-signature.ts"))};`,
    },
  },
  { modules: /\/@simplewebauthn\/server\/esm\/services\/defaultRootCerts\/.+\.js$/, instead: "what does nothing" },
];

/** Keeps these parts out of bundles. One that is needed after all fails where it is called, and the smoke test with it. */
export function leavingOut(): Plugin {
  return {
    name: "left-out",
    load: {
      filter: { id: leftOut.map(({ modules }) => modules) },
      async handler(id) {
        const found = leftOut.find(({ modules, but }) => modules.test(id) && !but?.test(id));
        if (!found) return null;
        if (found.instead === "nothing") return "module.exports = {};";
        if (found.instead === "what does nothing") return empty(await readFile(id, "utf8"));
        if (found.instead === "what refuses") return refusing(await readFile(id, "utf8"));
        if ("text" in found.instead) return found.instead.text;
        if ("without" in found.instead) return around(await readFile(id, "utf8"), found.instead.without).join("");
        const [kept, rest] = around(await readFile(id, "utf8"), found.instead.upTo);
        return kept + empty(rest);
      },
    },
  };
}

/** The same names, each a class without members or a function without effect. */
const empty = (code: string): string => {
  const named = [...code.matchAll(/^export (class|const|function) (\w+)/gm)].map(([, kind, name]) => ({ kind, name }));
  const listed = [...code.matchAll(/^export \{ (\w+(?:, \w+)*) \};/gm)]
    .flatMap(([, names = ""]) => names.split(", "))
    .map((name) => ({ kind: "function", name }));
  return [...named, ...listed]
    .map(({ kind, name }) => (kind === "class" ? `export class ${name} {}` : `export const ${name} = () => {};`))
    .join("\n");
};

/** The same names, each a function that throws. */
const refusing = (code: string): string =>
  [...code.matchAll(/^export (?:(?:async )?function|class|const) (\w+)/gm)]
    .map(([, name]) => `export function ${name}() { throw new Error("bundles leave out ${name}"); }`)
    .join("\n");

/** What stands before a piece of a module, and what after it. A package that words it otherwise is to be looked at again. */
const around = (code: string, piece: string): [string, string] => {
  const [before, after, ...others] = code.split(piece);
  if (before === undefined || after === undefined || others.length > 0)
    throw new Error(`"${piece}" is to stand once in what bundles leave it out of`);
  return [before, after];
};
