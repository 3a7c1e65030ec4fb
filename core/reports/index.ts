export { Overview, overview } from "./overview.ts";
