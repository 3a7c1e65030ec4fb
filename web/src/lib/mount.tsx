import type { JSX } from "solid-js";
import { render } from "solid-js/web";
import { applyTheme } from "./theme.ts";

/** Puts the application where the document has kept a place for it, in one go with what stood there until then. */
export function mount(application: () => JSX.Element): void {
  applyTheme();
  const root = document.getElementById("root");
  if (!root) throw new Error("The document has no #root.");
  root.replaceChildren();
  render(application, root);
}
