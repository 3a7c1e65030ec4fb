import { pageHeaders } from "./web-headers.ts";

/** Pages that have a document of their own in the web build; every other page begins with index.html. */
export const ownDocuments = ["/register", "/sign-in"] as const;

/** Where a person's choice of a language is kept: a document has its language before any script runs. */
export const languageCookie = "rookery-language";

/**
 * What runs at CloudFront before a file is looked for: the same decisions as local/lambda/static-site.ts makes. It stands
 * only before the bucket, so that no answer of the API is ever turned into a page.
 */
export const siteRouter = `
const ownDocuments = ${JSON.stringify(ownDocuments)};
const refusal = {
  statusCode: 400,
  statusDescription: "Bad Request",
  headers: ${JSON.stringify(asFunctionHeaders({ ...pageHeaders, "content-type": "text/plain; charset=utf-8" }))},
  body: { encoding: "text", data: "This address is not valid.\\n" },
};

function handler(event) {
  const request = event.request;
  let name;
  try {
    name = decodeURIComponent(request.uri);
  } catch (error) {
    return refusal;
  }
  if (/\\0|\\\\|\\/\\./.test(name)) return refusal;
  name = name.replace(/\\/+/g, "/");
  const isFile = /[^/]\\.[^/]*\\/*$/.test(name);
  if (!isFile) name = (isGerman(request) ? "/de" : "") + (ownDocuments.indexOf(name) < 0 ? "/index.html" : name + ".html");
  request.uri = name.split("/").map(encodeURIComponent).join("/");
  return request;
}

function isGerman(request) {
  const chosen = request.cookies && request.cookies[${JSON.stringify(languageCookie)}];
  if (chosen && /^(de|en)$/.test(chosen.value)) return chosen.value === "de";
  const accepted = request.headers && request.headers["accept-language"];
  const first = accepted && /(?:^|,)\\s*(de|en)\\b/i.exec(accepted.value);
  return Boolean(first) && first[1].toLowerCase() === "de";
}
`.trimStart();

function asFunctionHeaders(headers: Readonly<Record<string, string>>): Record<string, { value: string }> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }]));
}
