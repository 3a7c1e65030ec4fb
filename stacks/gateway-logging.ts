import { RemovalPolicy } from "aws-cdk-lib";
import { CfnAccount } from "aws-cdk-lib/aws-apigateway";
import { ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Part } from "./part.ts";
import { accept } from "./suppressions.ts";

/** A setting of the whole AWS account, without which no gateway may log; it outlives these stacks, for others use it too. */
export function createGatewayLogging({ stack }: Part): void {
  const role = new Role(stack, "GatewayLogging", {
    description: "By which API Gateway logs, for the whole account",
    assumedBy: new ServicePrincipal("apigateway.amazonaws.com"),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName("service-role/AmazonAPIGatewayPushToCloudWatchLogs")],
  });
  role.applyRemovalPolicy(RemovalPolicy.RETAIN);
  accept(role, {
    rules: ["AwsSolutions-IAM4"],
    reason: "It is the policy that AWS asks for in the one role by which API Gateway logs, for the whole account.",
    appliesTo: ["Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"],
  });
  new CfnAccount(stack, "GatewayAccount", { cloudWatchRoleArn: role.roleArn }).applyRemovalPolicy(RemovalPolicy.RETAIN);
}
