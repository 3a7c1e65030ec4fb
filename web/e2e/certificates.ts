import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { testCertificate } from "#core/certificates/test-chain.ts";
import { inspect } from "./browser.ts";
import { language } from "./language.ts";

const file = (name: string, text: string) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(text),
});

/**
 * On the page of a domain of ours: has a certificate issued, brings another one with what can be wrong with it, and asks for
 * one that somebody else signs.
 */
export async function lookAtCertificates(page: Page, { name, shown }: { name: string; shown: string }): Promise<void> {
  await page.getByRole("link", { name: "Certificates", exact: true }).click();
  await page.getByText("No certificates yet").waitFor();
  await page.getByText("A record in the DNS, which we set").waitFor();
  await inspect(page, "certificates-empty");
  await page.getByRole("button", { name: "Get certificate" }).click();
  await page.getByText("On its way").waitFor();
  await page.getByRole("heading", { name: /^Show whose the names are/ }).waitFor();
  await inspect(page, "certificates-under-way");
  await page.getByText("Valid", { exact: true }).waitFor();
  await page.getByText(/^Issued by itself.* from Pebble/).waitFor();
  await page.getByText(/^Renewed by itself on/).waitFor();
  expect(await page.getByRole("button", { name: "Get certificate" }).count()).toBe(0);
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByText(/^Looked at .*: nothing keeps it from being renewed/).waitFor();

  const now = new Date();
  const root = testCertificate("Forest Root", { now });
  const issuer = testCertificate("Forest Issuing", { now, by: root });
  const names = ["www", "mail", "a-name-that-is-much-longer-than-others-are"].map((label) => `${label}.${name}`);
  const leaf = testCertificate(name, { now, by: issuer, names: [name, ...names], days: 10 });
  const sealed = leaf.key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "open it" });
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  const sheet = page.getByRole("dialog");
  const send = sheet.getByRole("button", { name: "Upload certificate" });
  await send.click();
  await sheet.getByText("Choose a file, or paste the certificate.").waitFor();
  await sheet.locator('input[type="file"]').setInputFiles([file("notes.doc", "not a key")]);
  await sheet.getByText("notes.doc is no certificate and no key").waitFor();
  const chosen = [file("shop.key", String(sealed)), file("issuing.crt", issuer.pem), file("shop.pem", leaf.pem)];
  await sheet.locator('input[type="file"]').setInputFiles(chosen);
  await sheet.getByText("an encrypted key").waitFor();
  await send.click();
  await sheet.getByText("enter its password").waitFor();
  const password = sheet.getByLabel("Password of the key", { exact: true });
  await password.fill("closed");
  await send.click();
  await sheet.getByText("The password does not open the key.").waitFor();
  await inspect(page, "certificates-password-wrong");
  await password.fill("open it");
  await send.click();
  await sheet.getByText("“Forest Root” is missing").waitFor();
  await inspect(page, "certificates-chain-incomplete");
  await sheet.getByLabel("Or paste it as text").fill(root.pem);
  await send.click();
  await sheet.waitFor({ state: "detached" });
  await page.getByRole("heading", { name: /and 1 more$/ }).waitFor();
  await page.getByText("Ends soon").waitFor();
  await page.getByText(/^9 days left of 11 days/).waitFor();
  await page.getByText("Not renewed by itself").waitFor();

  await page.getByRole("button", { name: "Make request" }).click();
  await sheet.getByLabel("Names, one in each line").fill(`*.${shown}\nelsewhere.example`);
  await sheet.getByRole("button", { name: "Make request" }).click();
  await sheet.getByText("elsewhere.example is not in").waitFor();
  await sheet.getByLabel("Names, one in each line").fill(`*.${shown}`);
  await sheet.getByRole("button", { name: "Make request" }).click();
  await sheet.getByText("It holds no secret").waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    sheet.getByRole("button", { name: "Download" }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe(`${name}.csr`);
  expect(await readFile(await saved.path(), "utf8")).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----\n/);
  await inspect(page, "certificates-request");
  await sheet.getByRole("button", { name: "Upload its certificate" }).click();
  await sheet.getByRole("heading", { name: "Upload certificate" }).waitFor();
  await sheet.getByRole("button", { name: "Close" }).click();
  await page.getByText("Waits for its signature").waitFor();
  await inspect(page, "certificates");

  await page.getByRole("button", { name: `Remove the certificate for *.${shown}`, exact: true }).click();
  await page.getByText("Its key goes").waitFor();
  await inspect(page, "certificates-removing");
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove request" }).click();
  await page.getByText("Waits for its signature").waitFor({ state: "detached" });

  await language(page, "de");
  await page.getByText("Endet bald").waitFor();
  await inspect(page, "certificates-german");
  await page.getByRole("button", { name: "Hochladen" }).click();
  await sheet.getByLabel("Oder als Text einfügen").fill(leaf.pem);
  await sheet.getByRole("button", { name: "Zertifikat hochladen" }).click();
  await sheet.getByText("Das Zertifikat von „Forest Issuing“ fehlt").waitFor();
  await inspect(page, "certificates-german-refused");
  await language(page, "en");

  await page.route("**/api/domains/*/certificates", (route) => route.abort());
  await page.reload();
  await page.getByText("The certificates can’t be shown right now").waitFor();
  await inspect(page, "certificates-failing");
  await page.unroute("**/api/domains/*/certificates");
}
