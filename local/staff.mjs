import { staffCommand } from "./staff/cli.ts";

process.exitCode = await staffCommand(process.argv.slice(2));
