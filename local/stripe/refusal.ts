import type { z } from "zod";
import { type ApiError, invalid } from "./error.ts";

type Issue = z.core.$ZodIssue;

/** Says what is wrong with one bad parameter, in the words and codes of the API; an unknown one comes first. */
export function refusal(error: z.ZodError): ApiError {
  const issue = error.issues.find(({ code }) => code === "unrecognized_keys") ?? error.issues[0];
  return issue ? describe(issue, []) : invalid("Invalid request.");
}

function describe(issue: Issue, above: PropertyKey[]): ApiError {
  const path = [...above, ...issue.path];
  const param = nameOf(path);
  if (issue.code === "invalid_union") {
    const branch =
      issue.errors.find((issues) => issues.some(({ code }) => code !== "invalid_value")) ?? issue.errors.at(-1);
    const [inner] = branch ?? [];
    return inner ? describe(inner, path) : invalid(`Invalid ${param}`, param);
  }
  if (issue.code === "unrecognized_keys") {
    const names = issue.keys.map((key) => nameOf([...path, key]));
    const subject = names.length > 1 ? "parameters" : "parameter";
    return invalid(`Received unknown ${subject}: ${names.join(", ")}`, names[0], "parameter_unknown");
  }
  if (issue.input === undefined) return invalid(`Missing required param: ${param}.`, param, "parameter_missing");
  if (issue.code === "custom") return invalid(issue.message, param, issue.params?.code);
  if (issue.code === "invalid_value") {
    return invalid(`Invalid ${param}: must be ${oneOf(issue.values.map(String).filter(Boolean))}`, param);
  }
  if (issue.code === "too_small" && issue.input === "") {
    const rule = `We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset.`;
    const advice = `You should remove '${param}' from your request or supply a non-empty value.`;
    return invalid(`You passed an empty string for '${param}'. ${rule} ${advice}`, param, "parameter_invalid_empty");
  }
  if (issue.code === "too_big" && issue.origin === "string") {
    return invalid(`Invalid string: must be at most ${issue.maximum} characters`, param, "parameter_invalid_string");
  }
  if (issue.code === "invalid_type")
    return invalid(`Invalid ${wanted[issue.expected] ?? issue.expected}`, param, invalidCode[issue.expected]);
  return invalid(`Invalid ${param}`, param);
}

const wanted: Record<string, string> = { array: "array", object: "object", record: "object", string: "string" };
const invalidCode: Record<string, string> = {
  array: "parameter_invalid_array",
  object: "parameter_invalid_object",
  string: "parameter_invalid_string",
};

function nameOf(path: PropertyKey[]): string {
  const [head, ...rest] = path.map(String);
  return `${head ?? ""}${rest.map((part) => `[${part}]`).join("")}`;
}

function oneOf(values: string[]): string {
  if (values.length < 2) return values.join("");
  if (values.length === 2) return `one of ${values.join(" or ")}`;
  return `one of ${values.slice(0, -1).join(", ")}, or ${values.at(-1)}`;
}
