import { beforeAll, describe, expect, test } from "vitest";
import {
  type FunctionName,
  functions,
  type ManifestFunction,
  type QueueName,
  queues,
  type SecretName,
  secrets,
} from "#functions/manifest.ts";
import { listed, production, type Statement, type Synthesised, statementsOf, synthesised } from "./test-stacks.ts";

const names = Object.keys(functions) as FunctionName[];
const queueNames = Object.keys(queues) as QueueName[];
let stacks: Synthesised;
beforeAll(() => {
  stacks = production();
});

const environmentOf = (name: FunctionName) =>
  (stacks.functionNamed(name).properties.Environment as { Variables: Record<string, unknown> }).Variables;
const allowing = (statements: readonly Statement[], action: string) =>
  statements.filter(({ Effect, Action }) => Effect === "Allow" && listed(Action).includes(action));
/** Names of the queues that statements are about. */
const queuesIn = (statements: readonly Statement[]) =>
  [...JSON.stringify(statements).matchAll(/:rookery-production-([a-z-]+)"/g)].map(([, name]) => name ?? "").toSorted();

describe.each(names)("%s", (name) => {
  const { needs, trigger, timeoutSeconds, memoryMb }: ManifestFunction = functions[name];

  test("runs on arm64 under Node 24, traced, with its environment encrypted and its log kept in JSON", () => {
    const { properties, stack } = stacks.functionNamed(name);
    expect(properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
      Timeout: timeoutSeconds,
      MemorySize: memoryMb,
      TracingConfig: { Mode: "Active" },
      KmsKeyArn: expect.anything(),
    });
    const { LogFormat, LogGroup } = properties.LoggingConfig as Record<string, unknown>;
    expect(LogFormat).toBe("JSON");
    expect(stacks.target(stack, LogGroup)?.type).toBe("AWS::Logs::LogGroup");
  });

  test("reads the secrets it needs and no other, and is told of no other", () => {
    const { own, stack } = stacks.functionNamed(name);
    const read = allowing(own, "secretsmanager:GetSecretValue")
      .flatMap(({ Resource }) => listed(Resource))
      .map((reference) => String(stacks.target(stack, reference)?.properties.Name).replace("rookery-production/", ""));
    expect(read.toSorted()).toEqual([...needs.secrets].toSorted());
    const told = JSON.stringify(environmentOf(name).SECRET_ARNS);
    for (const secret of Object.keys(secrets) as SecretName[])
      expect(told.includes(`"${secret}\\"`), secret).toBe(needs.secrets.includes(secret));
  });

  test("sends to and receives from the queues it needs and no other", () => {
    const { own } = stacks.functionNamed(name);
    const sends = needs.redrives ? queueNames : [...(needs.sends ?? [])];
    const receives = [
      ...("queue" in trigger ? [trigger.queue] : []),
      ...(needs.redrives ? queueNames.map((queue) => `${queue}-dead`) : []),
    ];
    expect(queuesIn(allowing(own, "sqs:SendMessage"))).toEqual(
      [...sends, ...("schedule" in trigger ? ["schedules-dead"] : [])].toSorted(),
    );
    expect(queuesIn(allowing(own, "sqs:ReceiveMessage"))).toEqual(receives.toSorted());
    expect(queuesIn(allowing(own, "sqs:DeleteMessage"))).toEqual(receives.toSorted());
    expect(queuesIn(allowing(own, "sqs:GetQueueAttributes"))).toEqual(
      (needs.redrives ? [...queueNames, ...receives] : receives).toSorted(),
    );
    const urls = JSON.stringify(environmentOf(name).QUEUE_URLS);
    for (const queue of queueNames) {
      expect(urls.includes(`rookery-production-${queue}`), queue).toBe(needs.sends?.includes(queue) ?? false);
    }
  });

  test("counts every queue and gives dead messages back only if it redrives", () => {
    const { own } = stacks.functionNamed(name);
    const dead = queueNames.map((queue) => `${queue}-dead`);
    const consumed = "queue" in trigger ? [trigger.queue] : [];
    expect(queuesIn(allowing(own, "sqs:ChangeMessageVisibility"))).toEqual(needs.redrives ? dead.toSorted() : []);
    expect(queuesIn(allowing(own, "sqs:GetQueueAttributes"))).toEqual(
      needs.redrives ? [...queueNames, ...dead].toSorted() : consumed,
    );
  });

  test("uses the data key only if it seals, and calls only the functions it needs", () => {
    const { own, stack } = stacks.functionNamed(name);
    const keys = own
      .filter(({ Action }) => listed(Action).some((action) => action.startsWith("kms:")))
      .flatMap(({ Resource }) => listed(Resource))
      .map((reference) => String(stacks.target(stack, reference)?.properties.Description));
    expect(keys.includes("Wraps the keys of sealed columns")).toBe(needs.seals ?? false);
    const invoked = JSON.stringify(allowing(own, "lambda:InvokeFunction"));
    for (const other of names) {
      expect(invoked.includes(`:function:rookery-production-${other}"`), other).toBe(
        needs.invokes?.includes(other as "node") ?? false,
      );
    }
  });

  test("has a role of its own, without policies of AWS's, inline ones or a wildcard of its own", () => {
    const { role, own, policies } = stacks.functionNamed(name);
    expect(role.properties.Policies).toBeUndefined();
    expect(policies.map((policy) => policy?.type)).toEqual(policies.map(() => "AWS::IAM::ManagedPolicy"));
    // The objects of customers' accounts have names that nobody knows yet.
    expect(JSON.stringify(own).split("*").length - 1).toBe(needs.archives ? 1 : 0);
    expect(JSON.stringify(own).includes("/acc_*")).toBe(needs.archives ?? false);
    const users = names.filter((other) => stacks.functionNamed(other).role === role);
    expect(users).toEqual([name]);
  });

  test("is in the network with the fixed address only if it speaks to nodes", () => {
    const { properties } = stacks.functionNamed(name);
    expect(properties.VpcConfig !== undefined).toBe(needs.nodes ?? false);
  });
});

test("no policy anywhere allows an action by a wildcard", () => {
  for (const resource of stacks.resources.filter(({ type }) => type.startsWith("AWS::IAM::"))) {
    const statements = [
      ...statementsOf(resource),
      ...((resource.properties.Policies ?? []) as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(
        ({ PolicyDocument }) => PolicyDocument.Statement,
      ),
    ];
    for (const { Action, Effect } of statements) {
      if (Effect === "Allow") expect(JSON.stringify(Action), `${resource.stack}/${resource.id}`).not.toContain("*");
    }
  }
});

test("the code of a function in the network may not touch network interfaces", () => {
  const { policies } = stacks.functionNamed("provision");
  const statements = policies.flatMap((policy) => (policy ? statementsOf(policy) : []));
  const denied = statements.filter(({ Effect }) => Effect === "Deny");
  expect(denied).toMatchObject([{ Condition: { Null: { "lambda:SourceFunctionArn": "false" } } }]);
  expect(denied[0]?.Action).toEqual(allowing(statements, "ec2:CreateNetworkInterface")[0]?.Action);
});

test("every log group is encrypted by our key and ends after the days that the stage says", () => {
  const groups = stacks.all("AWS::Logs::LogGroup");
  expect(groups.length).toBeGreaterThan(names.length);
  for (const { id, properties } of groups) {
    expect(properties, id).toMatchObject({ KmsKeyId: expect.anything(), RetentionInDays: 365 });
  }
});

test("without a fixed address there is no network, and nothing is charged for one", () => {
  const personal = synthesised({ name: "kim" });
  expect(personal.templates.network).toBeUndefined();
  expect(personal.all("AWS::EC2::NatGateway")).toEqual([]);
});

test("a function without a bundle stops the deployment, and says what to do", () => {
  expect(() => synthesised({ ROOKERY_BUNDLES: "/nowhere" })).toThrow("run npm run bundle");
});

test("who issues certificates is told by name, and what binds us to them is handed out where somebody wants it", () => {
  const told = (from: Synthesised) =>
    from.functionNamed("provision").properties.Environment as { Variables: Record<string, unknown> };
  expect(told(stacks).Variables.CERTIFICATE_AUTHORITIES).toBe("letsencrypt,zerossl");
  expect(JSON.stringify(told(stacks).Variables.SECRET_ARNS)).toContain("acme");
  const usual = told(synthesised({ ROOKERY_CERTIFICATE_AUTHORITIES: "" })).Variables;
  expect(usual.CERTIFICATE_AUTHORITIES).toBe("letsencrypt");
  expect(JSON.stringify(usual.SECRET_ARNS)).not.toContain("acme");
});
