import { type Registry, registry } from "../kernel/long-operation/plan.ts";
import { issueCertificate } from "./certificate-operation.ts";
import { connectName } from "./connect-name.ts";
import { proveDomain } from "./domain-proof.ts";
import { checkNode } from "./node-check.ts";
import { deploy } from "./release-operation.ts";
import { configure, provision, remove, restart, resume, retire, start, stop, suspend } from "./service-operations.ts";

/** Every kind of long operation there is. */
export const longOperations: Registry = registry([
  provision,
  deploy,
  configure,
  stop,
  start,
  restart,
  suspend,
  resume,
  retire,
  remove,
  checkNode,
  issueCertificate,
  proveDomain,
  connectName,
]);
