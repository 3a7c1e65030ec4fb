import { parseArgs } from "node:util";

export const usage = `npm start -- [options]

  --data DIR       where everything is kept (default: .data)
  --port N         portal on N, payments on N+1, inbox on N+2, sites on N+3 (default: 4100; 0 takes free ones)
  --without-node   no lab node: orders wait until a node is added
  --bundled        the functions as they are deployed: from dist/functions, made anew when they are stale
  --help           this text`;

/** Throws an error whose message is for the person who typed them. */
export function readArguments(args) {
  const options = {
    data: { type: "string", default: ".data" },
    port: { type: "string", default: "4100" },
    "without-node": { type: "boolean", default: false },
    bundled: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  };
  const { values } = parse(args, options);
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_532) {
    throw new Error(`--port takes a number from 0 to 65532, not ${values.port}.`);
  }
  return { dataDir: values.data, port, withNode: !values["without-node"], bundled: values.bundled, help: values.help };
}

function parse(args, options) {
  try {
    return parseArgs({ args, options });
  } catch (error) {
    throw new Error(`${error.message.split(". ")[0]}. Try npm start -- --help.`);
  }
}
