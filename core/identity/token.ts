import { createHash, randomBytes } from "node:crypto";
import { Secret } from "../kernel/secret.ts";

/** 256 bits that are shown once: in a cookie or in a mail. */
export const newToken = (): Secret<string> => new Secret(randomBytes(32).toString("base64url"));

/** What the database knows of a token; finding a row by it tells nothing about the token by the time it takes. */
export const digestOf = (token: Secret<string>): Buffer => createHash("sha256").update(token.reveal()).digest();
