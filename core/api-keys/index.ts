export { ApiKey, create, creatorOf, list, NewApiKey, revoke } from "./api-key.ts";
export { authenticate } from "./authentication.ts";
export { ending, endingAndPerson, warn } from "./expiry.ts";
