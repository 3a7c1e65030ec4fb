import { Router } from "@solidjs/router";
import { render } from "solid-js/web";
import { applyTheme } from "./lib/theme.ts";
import { routes } from "./routes.tsx";

applyTheme();
const root = document.getElementById("root");
if (!root) throw new Error("The document has no #root.");
root.replaceChildren();
render(() => <Router>{routes}</Router>, root);
