import { build } from "#core/builds/build.sql.ts";
import { type Id, newId } from "#core/kernel/id.ts";
import { Sealed } from "#core/kernel/sealed.ts";
import { registryLogin } from "#core/registries/registry-login.sql.ts";
import { source } from "#core/sources/source.sql.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

/** Sealed with a key that there is not. */
const unopenable = Sealed.fromBytes(Buffer.concat([Buffer.from([1]), Buffer.from("0".repeat(26)), Buffer.alloc(80)]));

const repository = { url: "ssh://git@github.com/team/shop.git", branch: "main", folder: "" };

const archive = { name: "shop.zip", format: "zip" as const, sizeBytes: 1_024, sha256: "0".repeat(64) };

/** A website that is built from a repository, and its last build. */
export async function sourceSamples({ tx, accountId, createdAt }: Setting, serviceId: Id<"service">) {
  const id = newId("source");
  await tx.insert(source).values({
    ...{
      id,
      accountId,
      serviceId,
      ...repository,
      createdAt,
      publicKey: "ssh-ed25519 AAAA",
      hostKey: "ssh-ed25519 AAAA",
    },
    ...{ hasToken: false, deploysOnPush: true, hook: newId("event"), pushWaits: false },
    hookSecret: unopenable,
  });
  await tx.insert(build).values({
    ...{ id: newId("build"), accountId, serviceId, releaseId: newId("release"), number: 2, state: "built" },
    ...{ ...repository, starts: 1, logFirst: 0, logNext: 0, logBytes: 0, createdAt },
    ...{ image: "localhost/s-sample:2", imageKept: true },
  });
  const registryLoginId = newId("registryLogin");
  await tx.insert(registryLogin).values({
    ...{ id: registryLoginId, accountId, registry: "ghcr.io/team", username: "robot", password: unopenable },
    ...{ createdAt, changedAt: createdAt },
  });
  return { registryLoginId };
}

interface Sample {
  registryLoginId: Id<"registryLogin">;
  services: { active: Id<"service">; suspended: Id<"service"> };
}

export const sourceRequests = ({ services, registryLoginId }: Sample) => {
  const params = { serviceId: services.active };
  return {
    "GET /services/{serviceId}/source": { params },
    "POST /services/{serviceId}/source": { params: { serviceId: services.suspended }, body: repository },
    "POST /services/{serviceId}/source/change": { params, body: { ...repository, deploysOnPush: true } },
    "DELETE /services/{serviceId}/source": { params },
    "POST /services/{serviceId}/source/key": { params },
    "POST /services/{serviceId}/source/secret": { params },
    "POST /services/{serviceId}/source/check": { params, body: { url: repository.url, branch: repository.branch } },
    "POST /sources/check": { body: { url: repository.url, branch: repository.branch } },
    "POST /services/{serviceId}/deploy": { params },
    "POST /services/{serviceId}/uploads": { params, body: archive },
    "POST /services/{serviceId}/uploads/deploy": { params, body: archive },
    "GET /registry-logins": {},
    "POST /registry-logins": { body: { registry: "quay.io", username: "robot", password: "a token" } },
    "DELETE /registry-logins/{registryLoginId}": { params: { registryLoginId } },
    "GET /services/{serviceId}/builds": { params },
    "GET /services/{serviceId}/builds/{number}/log": { params: { ...params, number: "2" } },
  } satisfies TestRequests;
};
