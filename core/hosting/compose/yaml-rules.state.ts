import type { Rule } from "./rule.state.ts";

/** What keeps a text from being a compose file at all. */
export const yamlRules = {
  "yaml.syntax": {
    severity: "error",
    title: "Text that is no YAML",
    why: "The file cannot be read from here on.",
    remedy: "Compare the indentation and the punctuation with the lines above.",
  },
  "yaml.empty": {
    severity: "error",
    title: "An empty file",
    why: "There is nothing to run.",
    remedy: "Begin with a line `services:`.",
  },
  "yaml.documents": {
    severity: "error",
    title: "Several documents in one file",
    why: "A compose file is one document; Compose would silently choose.",
    remedy: "Remove the line `---` and put everything under one `services:`.",
  },
  "yaml.directive": {
    severity: "error",
    title: "YAML directives",
    why: "A directive changes how the rest of the file is read.",
    remedy: "Remove the lines that begin with `%`.",
  },
  "yaml.tag": {
    severity: "error",
    title: "YAML tags",
    why: "Tags change what a value means depending on who reads it.",
    remedy: "Write the value without the `!`; put text into quotes.",
  },
  "yaml.key": {
    severity: "error",
    title: "Keys that are no plain text",
    why: "Numbers, lists and very long texts as keys are read differently by different programs.",
    remedy: "Put the key into quotes, or shorten it.",
  },
  "yaml.twice": {
    severity: "error",
    title: "A key that stands twice",
    why: "Only one of the two would count, and which is not defined.",
    remedy: "Keep one of them.",
  },
  "yaml.merge": {
    severity: "error",
    title: "A merge key without a map",
    why: "`<<` takes the keys of another map.",
    remedy: "Name an anchor that stands at a map: `<<: *name`.",
  },
  "yaml.alias": {
    severity: "error",
    title: "An alias inside of its own anchor",
    why: "It would never end.",
    remedy: "Write the value out.",
  },
  "yaml.characters": {
    severity: "error",
    title: "Control characters",
    why: "Programs that read this text later would cut it off or show it wrongly.",
    remedy: "Remove the character; it often comes with copied text.",
  },
  "yaml.too_large": {
    severity: "error",
    title: "A file above 64 KiB, with all that variables and files add, or one text in it above 32 KiB",
    why: "Compose files of that size do not occur, but attacks do.",
    remedy: "Put large contents into the image or a volume.",
  },
  "yaml.too_many": {
    severity: "error",
    title: "More than 5,000 values, aliases written out",
    why: "A few lines of aliases can stand for millions of values.",
    remedy: "Use fewer aliases.",
  },
  "yaml.too_deep": {
    severity: "error",
    title: "More than 20 levels",
    why: "Nothing in a compose file is that deep.",
    remedy: "Check the brackets.",
  },
} as const satisfies Record<string, Rule>;
