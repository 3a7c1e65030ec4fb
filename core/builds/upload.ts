import { z } from "zod";
import * as Hosting from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { providerCommand, providerQuery } from "../kernel/operation.ts";
import { may } from "../kernel/permissions.state.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import * as Sources from "../sources/index.ts";
import { archiveTypes } from "./archive.state.ts";
import { Archive, keyOf } from "./archive.ts";
import { begin } from "./begin.ts";
import "./ports.ts";

const uploadSeconds = 3_600;

export const Upload = z
  .object({
    /** Null: this very archive is there already. */
    url: z.string().nullable(),
    /** To be sent with the file, as they are: a PUT with others is refused. */
    headers: z.record(z.string(), z.string()),
    expiresInSeconds: z.int(),
  })
  .meta({ id: "Upload" });

/** Where one archive may be uploaded to, which has this size and this digest. */
export const signUpload = providerQuery({
  name: "upload.sign",
  input: Archive.extend({ serviceId: Id("service") }),
  allow: may("release:deploy"),
  async intend({ tx }, { serviceId, ...archive }) {
    const service = await Services.read(tx, serviceId);
    Releases.demandDeployable(service);
    Hosting.recipeOf(service.template, service.parameters);
    return { archive, key: keyOf({ accountId: service.accountId, serviceId }, archive) };
  },
  async perform({ archives }, { archive: { format, sizeBytes, sha256 }, key }) {
    const headers = {
      "content-length": String(sizeBytes),
      "content-type": archiveTypes[format],
      "x-amz-checksum-sha256": Buffer.from(sha256, "hex").toString("base64"),
    };
    const isThere = (await archives.sizeOf(key)) === sizeBytes;
    const url = isThere ? null : await archives.signUpload(key, { headers, seconds: uploadSeconds });
    return { url, headers, expiresInSeconds: uploadSeconds };
  },
});

/** Builds an archive that was uploaded, and deploys it. */
export const deployUpload = providerCommand({
  name: "release.deploy_upload",
  input: Archive.extend({ serviceId: Id("service"), folder: Sources.Folder.default("") }),
  allow: may("release:deploy"),
  async intend({ tx }, { serviceId, folder, ...archive }) {
    const { accountId } = await Releases.deployable(tx, serviceId);
    return { serviceId, folder, archive, key: keyOf({ accountId, serviceId }, archive) };
  },
  perform: ({ archives }, { key }) => archives.sizeOf(key),
  async settle(scope, { serviceId, folder, archive }, sizeBytes) {
    if (sizeBytes === undefined) {
      throw new DomainError("conflict", "upload.missing", "The archive has not arrived. Upload it, then deploy it.");
    }
    if (sizeBytes !== archive.sizeBytes) {
      throw new DomainError("conflict", "upload.differs", "What arrived has another size. Upload the archive again.");
    }
    const service = await Releases.deployable(scope.tx, serviceId);
    return begin(scope, service, { archive, folder }, { cause: "upload", revision: null });
  },
});
