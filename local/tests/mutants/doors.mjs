const door = ["functions/api/door.test.ts"];
const stripe = ["functions/webhooks/stripe.test.ts"];

export const doors = [
  {
    name: "the origin of a change no longer checked",
    file: "functions/api/app.ts",
    find: 'c.req.method !== "GET" && c.req.header("origin") !== origin) {',
    replace: 'c.req.method !== "GET" && c.req.header("origin") === "") {',
    tests: door,
    expects: "a change that comes from another site, or does not say from where, is refused and changes nothing",
  },
  {
    name: "a session's cookie that scripts can read",
    file: "functions/api/session-cookie.ts",
    find: 'path: "/", httpOnly: true',
    replace: 'path: "/", httpOnly: false',
    tests: door,
    expects: "both cookies are bound to this host and https, and neither scripts nor other sites' requests get them",
  },
  {
    name: "a session's cookie that other sites' requests carry",
    file: "functions/api/session-cookie.ts",
    find: 'sameSite: "Strict"',
    replace: 'sameSite: "None"',
    tests: door,
    expects: "both cookies are bound to this host and https, and neither scripts nor other sites' requests get them",
  },
  {
    name: "any type of body read as JSON",
    file: "functions/api/mount.ts",
    find: 'if (!/^application\\/json\\b/i.test(c.req.header("content-type") ?? "")) throw notJson();',
    replace: "",
    tests: door,
    expects: "a form of another site cannot pass as JSON",
  },
  {
    name: "the address that a caller claims believed",
    file: "functions/api/caller.ts",
    find: '.split(",").at(-1)',
    replace: '.split(",").at(0)',
    tests: door,
    expects: "guessing is limited by the address that our gateway saw, whatever the caller claims to have come through",
  },
  {
    name: "webhooks taken without Stripe's signature",
    file: "functions/webhooks/app.ts",
    find: 'return await Stripe.webhooks.constructEventAsync(body, signature ?? "", secret.reveal());',
    replace: "return JSON.parse(body) as Stripe.Event;",
    tests: stripe,
    expects: "a webhook that Stripe did not sign is refused and leaves nothing",
  },
  {
    name: "signed webhooks taken however old",
    file: "functions/webhooks/app.ts",
    find: 'constructEventAsync(body, signature ?? "", secret.reveal())',
    replace: 'constructEventAsync(body, signature ?? "", secret.reveal(), 1e9)',
    tests: stripe,
    expects: "a webhook that Stripe did not sign is refused and leaves nothing",
  },
  {
    name: "a webhook handed on as often as it comes",
    file: "core/billing/provider-event.ts",
    find: "const matters = fresh.length > 0 && ",
    replace: "const matters = ",
    tests: stripe,
    expects: "a webhook that comes twice is accepted twice and handed on once",
  },
];
