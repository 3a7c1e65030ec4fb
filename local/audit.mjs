import { auditCommand } from "./audit/cli.ts";

process.exitCode = await auditCommand(process.argv.slice(2));
