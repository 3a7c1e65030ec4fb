import { resolve } from "node:path";
import { webBuild } from "../platform/web-build.ts";

const root = resolve(import.meta.dirname, "../..");
console.log(await webBuild(root));
