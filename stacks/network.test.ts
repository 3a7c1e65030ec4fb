import { beforeAll, expect, test } from "vitest";
import { only, production, type Synthesised, synthesised } from "./test-stacks.ts";

let stacks: Synthesised;
beforeAll(() => {
  stacks = production();
});

test("one NAT gateway with one address, which outlives the stack, because nodes let it in", () => {
  const address = only(stacks.all("AWS::EC2::EIP"));
  expect(address.deletionPolicy).toBe("RetainExceptOnCreate");
  expect(only(stacks.all("AWS::EC2::NatGateway")).properties.AllocationId).toEqual({
    "Fn::GetAtt": [address.id, "AllocationId"],
  });
});

test("the functions' subnets have no way in from outside, and lie in two zones of the region", () => {
  const { properties } = stacks.functionNamed("provision");
  const { SubnetIds } = properties.VpcConfig as { SubnetIds: unknown[] };
  const subnets = SubnetIds.map((reference) => stacks.target("jobs", reference)?.properties);
  expect(subnets.map((subnet) => subnet?.AvailabilityZone)).toEqual(["eu-central-1a", "eu-central-1b"]);
  for (const subnet of subnets) expect(subnet).toMatchObject({ MapPublicIpOnLaunch: false });
  const gateways = stacks.all("AWS::EC2::Route").filter(({ properties }) => properties.GatewayId !== undefined);
  expect(gateways.map(({ id }) => id).filter((id) => !id.includes("public"))).toEqual([]);
});

test("what speaks to nodes reaches their SSH ports and TLS, and nothing reaches it", () => {
  const egress = (found: Synthesised) => {
    const { properties } = only(found.all("AWS::EC2::SecurityGroup"));
    expect(properties.SecurityGroupIngress).toBeUndefined();
    return (properties.SecurityGroupEgress as { FromPort: number; ToPort: number; IpProtocol: string }[]).map(
      ({ FromPort, ToPort, IpProtocol }) => `${IpProtocol} ${FromPort}-${ToPort}`,
    );
  };
  expect(egress(stacks)).toEqual(["tcp 22-22", "tcp 443-443"]);
  expect(egress(synthesised({ ROOKERY_NODE_PORTS: "22, 2222" }))).toEqual([
    "tcp 22-22",
    "tcp 2222-2222",
    "tcp 443-443",
  ]);
});

test("all traffic is logged", () => {
  expect(only(stacks.all("AWS::EC2::FlowLog")).properties).toMatchObject({ TrafficType: "ALL", ResourceType: "VPC" });
});
