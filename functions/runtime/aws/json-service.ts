import { type AwsSettings, awsService } from "./aws-service.ts";

/** Calls of one service, by their names in AWS's reference. Answers are as they come: whoever asks says what it expects. */
export interface JsonService {
  call(operation: string, input: object, signal: AbortSignal): Promise<unknown>;
}

const protocols = {
  kms: { target: "TrentService", version: "1.1" },
  secretsmanager: { target: "secretsmanager", version: "1.1" },
  sqs: { target: "AmazonSQS", version: "1.0" },
} as const;

export function jsonService(name: keyof typeof protocols, settings: AwsSettings): JsonService {
  const service = awsService(name, settings);
  const { target, version } = protocols[name];
  return {
    async call(operation, input, signal) {
      const headers = { "content-type": `application/x-amz-json-${version}`, "x-amz-target": `${target}.${operation}` };
      const { text } = await service.send({ headers, body: JSON.stringify(input) }, signal);
      return text === "" ? {} : JSON.parse(text);
    },
  };
}
