import { labCommand } from "./lab/cli.ts";

process.exitCode = await labCommand(process.argv.slice(2));
