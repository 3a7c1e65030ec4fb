import * as Catalog from "#core/catalog/index.ts";
import * as Identity from "#core/identity/index.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import type { Secret } from "#core/kernel/secret.ts";
import * as Nodes from "#core/nodes/index.ts";

export interface SignIn {
  email: string;
  password: string;
}

export interface Seed {
  /** Acts as `system`. */
  ctx: Ctx;
  staff: { email: string };
  customer: SignIn;
}

export interface Seeded {
  platformKey: string;
  /** By which the first administrator chooses a password; null when they have. */
  staffLink: Secret<string> | null;
}

const euros = (minor: number) => ({ minor, currency: "EUR" as const });

const hosting = {
  slug: "web-hosting",
  name: "Web hosting",
  description: "A website with a place of its own, memory and processor that nobody else takes.",
  plans: [
    {
      slug: "static-start",
      name: "Start",
      summary: "A page, a portfolio, the documentation of a project.",
      terms: {
        price: euros(290),
        limits: { memoryMb: 128, cpuPercent: 25, processes: 64, diskMb: 1024 },
        quotas: { trafficGb: 50, sites: 1, databases: 0 },
      },
    },
    {
      slug: "static-plus",
      name: "Plus",
      summary: "A company's site with room for pictures and visitors.",
      terms: {
        price: euros(690),
        yearlyPrice: euros(6900),
        limits: { memoryMb: 256, cpuPercent: 50, processes: 128, diskMb: 5120 },
        quotas: { trafficGb: 200, sites: 1, databases: 1 },
      },
    },
    {
      slug: "static-pro",
      name: "Pro",
      summary: "Many pages and many visitors, with headroom for busy days.",
      terms: {
        price: euros(1490),
        yearlyPrice: euros(14_900),
        limits: { memoryMb: 512, cpuPercent: 100, processes: 256, diskMb: 20_480 },
        quotas: { trafficGb: 1000, sites: 1, databases: 3 },
      },
    },
    {
      slug: "more-memory",
      kind: "extra" as const,
      name: "512 MB memory",
      summary: "For busy days, or for an app that needs more.",
      terms: {
        price: euros(190),
        yearlyPrice: euros(1900),
        limits: { memoryMb: 512, cpuPercent: 0, processes: 0, diskMb: 0 },
        quotas: { trafficGb: 0, sites: 0, databases: 0 },
      },
    },
    {
      slug: "more-storage",
      kind: "extra" as const,
      name: "10 GB storage",
      summary: "For pictures, films and what visitors upload.",
      terms: {
        price: euros(90),
        yearlyPrice: euros(900),
        limits: { memoryMb: 0, cpuPercent: 0, processes: 0, diskMb: 10_240 },
        quotas: { trafficGb: 0, sites: 0, databases: 0 },
      },
    },
    {
      slug: "one-database",
      kind: "extra" as const,
      name: "Database",
      summary: "One more, with memory of its own.",
      terms: {
        price: euros(150),
        yearlyPrice: euros(1500),
        limits: { memoryMb: 128, cpuPercent: 0, processes: 0, diskMb: 0 },
        quotas: { trafficGb: 0, sites: 0, databases: 1 },
      },
    },
  ],
};

/** What a new platform starts with: a product with its plans, one member of staff, one customer, the SSH key. Safe to repeat. */
export async function seed({ ctx, staff, customer }: Seed): Promise<Seeded> {
  await Catalog.setUp(ctx, hosting);
  const administrator = { ...staff, name: "Robin Staff", role: "administrator", show: true } as const;
  const { link: staffLink } = await Identity.appoint(ctx, administrator);
  await Identity.enrol(ctx, { ...customer, name: "Kim Customer", accountName: "Studio North" });
  const { publicKey } = await Nodes.ensurePlatformKey(ctx, {});
  return { platformKey: publicKey, staffLink };
}
