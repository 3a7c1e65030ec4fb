import { startStripe } from "./stripe.ts";

// A process of its own, so that a test can kill it.
const [dir = "", secretKey = ""] = process.argv.slice(2);
const { port } = await startStripe({ dir, secretKey });
console.log(port);
