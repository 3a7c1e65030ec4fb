import { CfnOutput } from "aws-cdk-lib";
import { createEdgeKey } from "./edge-key.ts";
import { createLogArchive } from "./log-archive.ts";
import type { Part } from "./part.ts";
import { edgeRegion } from "./stage.ts";
import { createWebAcl } from "./web-acl/web-acl.ts";

/**
 * What CloudFront takes from us-east-1 alone, wherever the rest is: deployed before it, by a command of its own. The
 * firewall's log is archived here as well, since logs are not followed across regions.
 */
export function createEdge(part: Part) {
  const { stack, stage } = part;
  if (stage.region !== edgeRegion) throw new Error(`The edge part has to be deployed in ${edgeRegion}.`);
  const key = createEdgeKey(part);
  const { acl, logGroup } = createWebAcl(part, key);
  const archive = createLogArchive(part, { key, accessLogs: undefined });
  archive.follow([logGroup]);
  new CfnOutput(stack, "EdgeAclArn", { value: acl.attrArn, description: "ROOKERY_EDGE_ACL_ARN of this stage" });
  return { stack };
}
