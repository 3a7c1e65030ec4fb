/** The images that nodes build. */
export const platformImages = [
  "localhost/rookery/mariadb11:1",
  "localhost/rookery/node18:1",
  "localhost/rookery/node20:1",
  "localhost/rookery/php82:1",
  "localhost/rookery/php84:1",
  "localhost/rookery/postgresql17:1",
  "localhost/rookery/python311:1",
  "localhost/rookery/python313:1",
  "localhost/rookery/static:2",
  "localhost/rookery/valkey8:1",
] as const;

/** Where every node pulls images from: the same list as in node-bootstrap/root/etc/rookery/image-registries. */
export const publicRegistries = [
  "docker.io",
  "gcr.io",
  "ghcr.io",
  "mcr.microsoft.com",
  "public.ecr.aws",
  "quay.io",
  "registry.gitlab.com",
  "registry.k8s.io",
] as const;

/** What holds for every compose file here, whatever its plan. */
export const composeImages = {
  registries: ["localhost/rookery", ...publicRegistries],
  images: platformImages,
  builds: false,
} as const;
