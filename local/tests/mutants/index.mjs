import { access } from "./access.mjs";
import { audit } from "./audit.mjs";
import { certificates } from "./certificates.mjs";
import { compose } from "./compose.mjs";
import { database } from "./database.mjs";
import { databases } from "./databases.mjs";
import { domains } from "./domains.mjs";
import { doors } from "./doors.mjs";
import { edge } from "./edge.mjs";
import { environment } from "./environment.mjs";
import { functions } from "./functions.mjs";
import { guessing } from "./limits.mjs";
import { money } from "./money.mjs";
import { nodes } from "./nodes.mjs";
import { operations } from "./operations.mjs";
import { releases } from "./releases.mjs";
import { secrets } from "./secrets.mjs";
import { settings } from "./settings.mjs";
import { singleSignOn } from "./single-sign-on.mjs";
import { sources } from "./sources.mjs";
import { stacks } from "./stacks.mjs";

/**
 * Each mutant replaces `find`, which stands once in `file`, by `replace`. One of `tests`, the one whose full name is
 * `expects`, has to go red. A mutant that no longer applies is a failure: look where its wall went.
 */
export const mutants = [
  ...database,
  ...access,
  ...audit,
  ...doors,
  ...guessing,
  ...singleSignOn,
  ...secrets,
  ...operations,
  ...money,
  ...nodes,
  ...releases,
  ...databases,
  ...sources,
  ...settings,
  ...domains,
  ...certificates,
  ...environment,
  ...compose,
  ...stacks,
  ...edge,
  ...functions,
];
