import { RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Part } from "./part.ts";
import type { Stage } from "./stage.ts";

/** Production's data survives its stack. What a first deployment made before it failed does not: its names are wanted again. */
export const kept = ({ kind }: Pick<Stage, "kind">): RemovalPolicy =>
  kind === "production" ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;

/** Every log group there is comes from here: encrypted, and with an end. */
export const createLogGroup = ({ stack, stage }: Part, id: string, key: IKey, logGroupName?: string): LogGroup =>
  new LogGroup(stack, id, {
    encryptionKey: key,
    retention: stage.logDays,
    removalPolicy: kept(stage),
    ...(logGroupName !== undefined && { logGroupName }),
  });
