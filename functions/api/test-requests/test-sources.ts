import { build } from "#core/builds/build.sql.ts";
import { type Id, newId } from "#core/kernel/id.ts";
import { Sealed } from "#core/kernel/sealed.ts";
import { source } from "#core/sources/source.sql.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

/** Sealed with a key that there is not. */
const unopenable = Sealed.fromBytes(Buffer.concat([Buffer.from([1]), Buffer.from("0".repeat(26)), Buffer.alloc(80)]));

const repository = { url: "ssh://git@github.com/team/shop.git", branch: "main", folder: "" };

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
  return {};
}

interface Sample {
  services: { active: Id<"service">; suspended: Id<"service"> };
}

export const sourceRequests = ({ services }: Sample) => {
  const params = { serviceId: services.active };
  return {
    "GET /services/{serviceId}/source": { params },
    "POST /services/{serviceId}/source": { params: { serviceId: services.suspended }, body: repository },
    "POST /services/{serviceId}/source/change": { params, body: { ...repository, deploysOnPush: true } },
    "DELETE /services/{serviceId}/source": { params },
    "POST /services/{serviceId}/source/key": { params },
    "POST /services/{serviceId}/source/secret": { params },
    "POST /services/{serviceId}/deploy": { params },
    "GET /services/{serviceId}/builds": { params },
    "GET /services/{serviceId}/builds/{number}/log": { params: { ...params, number: "2" } },
  } satisfies TestRequests;
};
