import { CfnOutput, type Stack } from "aws-cdk-lib";
import {
  CfnEIP,
  CfnFlowLog,
  type ISecurityGroup,
  type IVpc,
  NatProvider,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from "aws-cdk-lib/aws-ec2";
import {
  Effect,
  type IManagedPolicy,
  ManagedPolicy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import type { Data } from "./data.ts";
import type { Part } from "./part.ts";
import { createLogGroup, kept } from "./retention.ts";
import { accept, inBoth } from "./suppressions.ts";

export interface Network {
  stack: Stack;
  vpc: IVpc;
  securityGroup: ISecurityGroup;
  /** Lets a function's role have network interfaces here. */
  interfaces: IManagedPolicy;
}

/** One NAT gateway with one address: nodes let it in at their SSH port and nobody else. */
export function createNetwork(part: Part, data: Pick<Data, "infrastructureKey">): Network {
  const { stack, stage } = part;
  const address = new CfnEIP(stack, "FixedAddress", {
    domain: "vpc",
    tags: [{ key: "Name", value: `${stage.prefix}-nodes` }],
  });
  address.applyRemovalPolicy(kept(stage));
  const vpc = createVpc(part, address);
  logFlows(part, vpc, data);
  new CfnOutput(stack, "FixedAddressOut", {
    description: "Nodes let this address in at their SSH port",
    value: address.attrPublicIp,
  });
  return { stack, vpc, securityGroup: createSecurityGroup(part, vpc), interfaces: createInterfaces(part) };
}

function createVpc({ stack, stage }: Part, address: CfnEIP): IVpc {
  const vpc = new Vpc(stack, "Vpc", {
    availabilityZones: [...stage.availabilityZones],
    natGateways: 1,
    natGatewayProvider: NatProvider.gateway({ eipAllocationIds: [address.attrAllocationId] }),
    // Emptying the default group takes a function with rights on it; nothing is ever in that group.
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [
      { name: "public", subnetType: SubnetType.PUBLIC, cidrMask: 26, mapPublicIpOnLaunch: false },
      { name: "functions", subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 24 },
    ],
  });
  accept(vpc, {
    rules: inBoth("VPCDefaultSecurityGroupClosed"),
    reason:
      "Nothing is in the default security group: the functions are the only tenants and have a group of their own.",
  });
  for (const subnet of vpc.publicSubnets) {
    accept(subnet.node.findChild("DefaultRoute"), {
      rules: inBoth("VPCNoUnrestrictedRouteToIGW"),
      reason: "The public subnets hold the NAT gateway and nothing else.",
    });
  }
  // Under exactOptionalPropertyTypes CDK's own class does not fit its interface.
  return vpc as IVpc;
}

function createSecurityGroup({ stack, stage }: Part, vpc: IVpc): ISecurityGroup {
  const group = new SecurityGroup(stack, "Functions", {
    vpc,
    allowAllOutbound: false,
    description: "Functions that speak to nodes",
  });
  for (const port of stage.nodePorts) group.addEgressRule(Peer.anyIpv4(), Port.tcp(port), "SSH to nodes");
  group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "AWS and the database");
  return group;
}

/** Lambda makes the interfaces with the function's own rights; the function's code is refused the same. */
function createInterfaces({ stack }: Part): IManagedPolicy {
  const actions = [
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
  ];
  const policy = new ManagedPolicy(stack, "Interfaces", {
    description: "Lambda's network interfaces",
    statements: [
      new PolicyStatement({ actions, resources: ["*"] }),
      new PolicyStatement({
        effect: Effect.DENY,
        actions,
        resources: ["*"],
        conditions: { Null: { "lambda:SourceFunctionArn": "false" } },
      }),
    ],
  });
  accept(policy, {
    rules: ["AwsSolutions-IAM5"],
    reason:
      "Lambda checks these on all resources when a function is put into a network; the function's code is denied them.",
    appliesTo: ["Resource::*"],
  });
  return policy;
}

function logFlows(part: Part, vpc: IVpc, { infrastructureKey }: Pick<Data, "infrastructureKey">): void {
  const { stack } = part;
  const group = createLogGroup(part, "FlowLogs", infrastructureKey);
  const role = new Role(stack, "FlowLogsRole", { assumedBy: new ServicePrincipal("vpc-flow-logs.amazonaws.com") });
  new ManagedPolicy(stack, "FlowLogsPolicy", {
    roles: [role],
    statements: [
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        resources: [group.logGroupArn],
      }),
    ],
  });
  new CfnFlowLog(stack, "FlowLog", {
    resourceType: "VPC",
    resourceId: vpc.vpcId,
    trafficType: "ALL",
    logDestinationType: "cloud-watch-logs",
    logGroupName: group.logGroupName,
    deliverLogsPermissionArn: role.roleArn,
  });
}
