import { Hono } from "hono";
import { handle, type LambdaContext, type LambdaEvent } from "hono/aws-lambda";
import { setCookie } from "hono/cookie";

type Bindings = { event: LambdaEvent; lambdaContext: LambdaContext };

const app = new Hono<{ Bindings: Bindings }>().basePath("/api");

app.get("/request/:name", (c) =>
  c.json({
    name: c.req.param("name"),
    all: c.req.queries("tag"),
    cookie: c.req.header("cookie"),
    viewer: c.req.header("cloudfront-viewer-address"),
    forwardedFor: c.req.header("x-forwarded-for"),
    event: c.env.event,
    functionName: c.env.lambdaContext.functionName,
  }),
);
app.post("/echo", async (c) => {
  c.header("content-type", c.req.header("content-type"));
  return c.body(await c.req.arrayBuffer());
});
app.post("/session", (c) => {
  setCookie(c, "session", "s1", { httpOnly: true });
  setCookie(c, "theme", "dark");
  return c.body(null, 204);
});
app.get("/slow", async (c) => {
  await new Promise((resolve) => setTimeout(resolve, 60_000));
  return c.text("never");
});
app.get("/exit", () => process.exit(3));
app.get("/large", (c) => c.text("x".repeat(7 * 1024 * 1024)));

export const handler = handle(app);
