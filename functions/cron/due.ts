import { depsFrom } from "../runtime/deps.ts";
import { fallsDue } from "./falls-due.ts";
import { job } from "./job.ts";

export const handler = job(depsFrom(process.env), "due", fallsDue);
