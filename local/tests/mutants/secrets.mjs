const envelope = ["core/kernel/envelope.test.ts"];

export const secrets = [
  {
    name: "a sealed value no longer bound to its row",
    file: "core/kernel/sealed.ts",
    find: "  rowId,\n",
    replace: "",
    tests: ["core/kernel/sealed.test.ts"],
    expects: "a sealed value does not open in another row, column, table, account or kind of scope",
  },
  {
    name: "a sealed value bound to nothing",
    file: "core/kernel/envelope.ts",
    find: "for (const field of context) {",
    replace: "for (const field of context.slice(0, 0)) {",
    tests: envelope,
    expects: "does not open in another context, in whichever part it differs",
  },
  {
    name: "the parts of a context joined without their lengths",
    file: "core/kernel/envelope.ts",
    find: "parts.push(length, bytes);",
    replace: "parts.push(bytes);",
    tests: envelope,
    expects: "does not open in a context with the same letters divided differently",
  },
  {
    name: "a sealed value's tag not checked",
    file: "core/kernel/envelope.ts",
    find: "    finish();\n    return body;",
    replace: "    return body;",
    tests: envelope,
    expects: "does not open with any single bit flipped, in any region",
  },
  {
    name: "a secret that shows in JSON",
    file: "core/kernel/secret.ts",
    find: "  toJSON(): string {\n    return REDACTED;",
    replace: "  toJSON(): string {\n    return String(this.#value);",
    tests: ["core/kernel/secret.test.ts"],
    expects: "the value does not appear in JSON, at any depth",
  },
];
