import { CfnOutput } from "aws-cdk-lib";
import { createEdgeKey } from "./edge-key.ts";
import type { Part } from "./part.ts";
import { edgeRegion } from "./stage.ts";
import { createWebAcl } from "./web-acl/web-acl.ts";

export type Edge = ReturnType<typeof createEdge>;

/** What CloudFront takes from us-east-1 alone, wherever the rest is: deployed before it, by a command of its own. */
export function createEdge(part: Part) {
  const { stack, stage } = part;
  if (stage.region !== edgeRegion) throw new Error(`The edge part has to be deployed in ${edgeRegion}.`);
  const key = createEdgeKey(part);
  const { acl, logGroup } = createWebAcl(part, key);
  new CfnOutput(stack, "EdgeAclArn", { value: acl.attrArn, description: "ROOKERY_EDGE_ACL_ARN of this stage" });
  return { stack, acl, logGroup, key };
}
