import type { KeyRing } from "./data-key.ts";

declare module "./operation.ts" {
  interface Ports {
    keys: KeyRing;
  }
}
