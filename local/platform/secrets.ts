import { randomBytes, randomInt } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";

const Secrets = z.object({
  appPassword: z.string(),
  ownerPassword: z.string(),
  stripeSecretKey: z.string(),
  stripeWebhookSecret: z.string(),
  autodnsPassword: z.string(),
  customerPassword: z.string(),
  awsSecretAccessKey: z.string(),
});
export type Secrets = z.infer<typeof Secrets>;

/** Made on the first start and kept, readable by their owner only. */
export async function platformSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "{}";
    throw error;
  });
  const kept = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  const secrets = Secrets.parse({ ...made(), ...kept });
  if (Object.keys(secrets).some((name) => !(name in kept))) {
    await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  return secrets;
}

const made = (): Secrets => ({
  appPassword: token(),
  ownerPassword: token(),
  stripeSecretKey: `sk_test_${token()}`,
  stripeWebhookSecret: `whsec_${token()}`,
  autodnsPassword: token(),
  customerPassword: typeable(),
  awsSecretAccessKey: token(),
});

const token = () => randomBytes(24).toString("hex");

const unmistakable = "abcdefghjkmnpqrstuvwxyz23456789";

/** About 79 bits that a person can read from one screen and type into another. */
function typeable(): string {
  const four = () => Array.from({ length: 4 }, () => unmistakable[randomInt(unmistakable.length)]).join("");
  return [four(), four(), four(), four()].join("-");
}
