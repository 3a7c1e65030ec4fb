import { Router } from "@solidjs/router";
import { mount } from "./lib/mount.tsx";
import { routes } from "./routes.tsx";

mount(() => <Router>{routes}</Router>);
