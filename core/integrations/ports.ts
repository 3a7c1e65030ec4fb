import type { IntegrationName } from "./integration.state.ts";

/** Where a provider is called and as whom; with which key nobody is told. */
export interface IntegrationAddress {
  host: string;
  login: string;
  /** Of a demonstration system nothing costs or happens. */
  system: "live" | "demonstration";
}

export interface Integrations {
  addressOf(name: IntegrationName): Promise<IntegrationAddress>;
  /** Asks for nothing but an answer. Throws what any other call would. */
  check(name: IntegrationName): Promise<void>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    integrations: Integrations;
  }
}
