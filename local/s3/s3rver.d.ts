declare module "s3rver" {
  import type { RequestListener } from "node:http";
  import type { Middleware } from "./object-server.ts";
  import type { FileStore } from "./whole-writes.ts";

  class S3rver {
    constructor(options: {
      directory: string;
      silent: boolean;
      vhostBuckets: boolean;
      configureBuckets: { name: string }[];
    });
    readonly middleware: Middleware[];
    readonly store: FileStore;
    configureBuckets(): Promise<void>;
    callback(): RequestListener;
  }
  export = S3rver;
}

declare module "s3rver/lib/models/error.js" {
  class S3Error extends Error {
    constructor(code: string, message: string);
  }
  export = S3Error;
}
