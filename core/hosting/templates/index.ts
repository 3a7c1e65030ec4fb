// Written by index.test.ts from the folders beside it: `npx vitest run core/hosting/templates -u`.
import { template as composeTemplate } from "./compose/template.ts";
import { template as dockerfileTemplate } from "./dockerfile/template.ts";
import { template as imageTemplate } from "./image/template.ts";
import { template as mariadbTemplate } from "./mariadb/template.ts";
import { template as nodeTemplate } from "./node/template.ts";
import { template as phpTemplate } from "./php/template.ts";
import { template as postgresqlTemplate } from "./postgresql/template.ts";
import { template as pythonTemplate } from "./python/template.ts";
import { template as staticTemplate } from "./static/template.ts";
import { template as valkeyTemplate } from "./valkey/template.ts";
import { template as wordpressTemplate } from "./wordpress/template.ts";

export const templates = {
  compose: composeTemplate,
  dockerfile: dockerfileTemplate,
  image: imageTemplate,
  mariadb: mariadbTemplate,
  node: nodeTemplate,
  php: phpTemplate,
  postgresql: postgresqlTemplate,
  python: pythonTemplate,
  static: staticTemplate,
  valkey: valkeyTemplate,
  wordpress: wordpressTemplate,
} as const;
