import { z } from "zod";
import { composeCharactersMax } from "../../compose/file-size.state.ts";
import type { AppTemplate } from "../../template.ts";

const several = () => {
  throw new Error("a compose file is rendered as several stacks");
};

/** Whatever the customer's own file describes. `rendered.ts` makes the stacks of it. */
export const template: AppTemplate = {
  kind: "app",
  name: "compose",
  title: "Compose file",
  summary: "Several containers of your own, described by a compose file.",
  memoryMb: 32,
  parameters: z.object({
    text: z
      .string()
      .min(1, "Write which services there are, under services:.")
      .max(composeCharactersMax)
      .meta({ title: "Compose file", description: "Checked while you write, and again when it is deployed." }),
  }),
  secrets: [],
  addOns: [],
  takesCode: false,
  composed: true,
  image: several,
  variables: () => ({}),
  render: several,
};
