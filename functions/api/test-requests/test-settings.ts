import type { Id } from "#core/kernel/id.ts";
import { Sealed } from "#core/kernel/sealed.ts";
import { serviceEntrant, serviceHost } from "#core/settings/front.sql.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

const host = "www.example.org";
/** Sealed with a key that there is not. */
const unopenable = Sealed.fromBytes(Buffer.concat([Buffer.from([1]), Buffer.from("0".repeat(26)), Buffer.alloc(80)]));

export async function settingSamples({ tx, accountId, createdAt }: Setting, serviceId: Id<"service">) {
  const mine = { serviceId, accountId };
  await tx.insert(serviceHost).values({ ...mine, name: host, challenge: "rookery=sample", createdAt });
  await tx.insert(serviceEntrant).values({ ...mine, name: "ada", hash: unopenable, setAt: createdAt });
  return { settings: { serviceId, host } };
}

export const settingRequests = ({ settings }: Awaited<ReturnType<typeof settingSamples>>) => {
  const { serviceId, host: name } = settings;
  const redirect = { from: "/old", to: "https://example.org/new", code: 301, keepPath: false };
  return {
    "GET /services/{serviceId}/settings": { params: { serviceId } },
    "POST /services/{serviceId}/hosts": { params: { serviceId }, body: { name: "shop.example.org" } },
    "POST /services/{serviceId}/hosts/{name}/verification": { params: { serviceId, name } },
    "POST /services/{serviceId}/hosts/{name}/certificate": { params: { serviceId, name } },
    "DELETE /services/{serviceId}/hosts/{name}": { params: { serviceId, name } },
    "GET /services/{serviceId}/left-records": { params: { serviceId } },
    "POST /services/{serviceId}/primary-host": { params: { serviceId }, body: { name: null } },
    "POST /services/{serviceId}/redirects": { params: { serviceId }, body: { redirects: [redirect] } },
    "POST /services/{serviceId}/access": { params: { serviceId }, body: { name: "bob", password: "battery staple" } },
    "DELETE /services/{serviceId}/access/{name}": { params: { serviceId, name: "ada" } },
    "POST /services/{serviceId}/connections": { params: { serviceId }, body: { name: "shop.example.org" } },
    "POST /services/{serviceId}/https": { params: { serviceId }, body: { httpsOnly: false, hstsSeconds: null } },
    "POST /services/{serviceId}/maintenance": { params: { serviceId }, body: { maintenance: true } },
  } satisfies TestRequests;
};
