import { S3Client } from "@aws-sdk/client-s3";
import { publishWeb } from "./web-release.ts";

/** `npm run publish:web -- <bucket> [folder]`: the bucket is an output of the stack "web". */
const [bucket, build = "dist/web"] = process.argv.slice(2);
if (bucket === undefined) {
  process.stderr.write("Say which bucket: npm run publish:web -- <SiteBucket of the stack's outputs>\n");
  process.exitCode = 1;
} else {
  const count = await publishWeb({ s3: new S3Client({}), bucket, build });
  process.stdout.write(`${count} files are in ${bucket}; pages show them from now on.\n`);
}
