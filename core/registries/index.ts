export { type ImageLogin, loginForImage } from "./login-for-image.ts";
export { forget, keep, list, RegistryLogin, RegistryLogins } from "./registry-login.ts";
