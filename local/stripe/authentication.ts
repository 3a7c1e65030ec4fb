import { timingSafeEqual } from "node:crypto";
import { ApiError } from "./error.ts";

/** The key comes as a bearer token, or as the user name of basic authentication. */
export function authenticate(header: string | undefined, secretKey: string): void {
  const key = keyIn(header ?? "");
  if (key === "") {
    const rule = "You did not provide an API key. You need to provide your API key in the Authorization header";
    throw new ApiError(401, `${rule}, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').`);
  }
  if (!same(key, secretKey)) throw new ApiError(401, `Invalid API Key provided: ${redacted(key)}`);
}

function keyIn(header: string): string {
  const [scheme = "", value = ""] = header.split(" ");
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme.toLowerCase() !== "basic") return "";
  return Buffer.from(value, "base64").toString("utf8").split(":")[0] ?? "";
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const redacted = (key: string): string => `${key.slice(0, 8)}${"*".repeat(8)}${key.length > 16 ? key.slice(-4) : ""}`;
