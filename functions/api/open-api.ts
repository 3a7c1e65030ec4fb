export const openApiInfo = { openapi: "3.1.0", info: { title: "Rookery", version: "1" }, servers: [{ url: "/" }] };
