import { type MemberRole, memberRoles, type StaffRole, staffRoles } from "./roles.state.ts";

/** Who has a permission. Whoever is not named has it not. */
interface Holders {
  member?: readonly MemberRole[];
  staff?: readonly StaffRole[];
  /** Staff who act for a customer, in that customer's account. */
  acting?: true;
  /** An API key can be given it as a scope. */
  key?: true;
}

const members = {
  all: memberRoles,
  owner: ["owner"],
  leading: ["owner", "administrator"],
  technical: ["owner", "administrator", "technical"],
  billing: ["owner", "administrator", "billing"],
  paying: ["owner", "administrator", "billing", "reader"],
} as const satisfies Record<string, readonly MemberRole[]>;

const staff = {
  all: staffRoles,
  operators: ["administrator", "operator"],
  billing: ["administrator", "billing"],
  support: ["administrator", "operator", "support"],
  administrator: ["administrator"],
} as const satisfies Record<string, readonly StaffRole[]>;

/**
 * The one table of who may do what: `noun:verb`. Operations demand a line of it, screens show what it allows, API keys take
 * its names as scopes.
 */
export const permissions = {
  "service:read": { member: members.all, staff: staff.all, acting: true, key: true },
  "service:log": { member: members.technical, staff: staff.all, acting: true, key: true },
  // What an app runs with, and what visitors meet: environment, parameters, host names, redirects, passwords, maintenance page.
  "service:configure": { member: members.technical, staff: staff.operators, acting: true, key: true },
  // Stopping, starting and restarting.
  "service:operate": { member: members.technical, staff: staff.operators, acting: true, key: true },
  // By whoever runs the platform: its customer does not take that back.
  "service:suspend": { staff: staff.operators },
  "service:delete": { member: members.leading, staff: staff.operators, acting: true, key: true },
  "release:read": { member: members.all, staff: staff.all, acting: true, key: true },
  // Deploying, going back to an earlier release, and stopping either.
  "release:deploy": { member: members.technical, staff: staff.operators, acting: true, key: true },
  // Cron jobs and commands: they read every secret of a website. Staff run none but for a customer who let them act.
  "job:run": { member: members.technical, acting: true, key: true },
  // Databases beside an app: adding them, giving them another password, removing them with their data.
  "database:manage": { member: members.technical, staff: staff.operators, acting: true, key: true },
  // Seeing the password of one. What is in it is the customer's: nobody else's, and no program's.
  "database:reveal": { member: members.technical },
  // What opens private images. Not of a key: one that is for chosen websites would decide for all of them.
  "registry:manage": { member: members.technical, acting: true },
  "zone:read": { member: members.all, staff: staff.all, acting: true, key: true },
  // What the DNS of the account's domains says.
  "zone:manage": { member: members.technical, staff: staff.operators, acting: true, key: true },
  "domain:read": { member: members.all, staff: staff.all, acting: true, key: true },
  // Adding names that are held elsewhere, and whatever is done with a domain but buying it and giving it away.
  "domain:manage": { member: members.technical, staff: staff.operators, acting: true, key: true },
  // Showing the code with which another registrar takes a domain. Of people of the account alone.
  "domain:transfer": { member: members.leading },
  "account:read": { member: members.all, staff: staff.all, acting: true, key: true },
  "account:write": { member: members.billing },
  "account:transfer": { member: members.owner },
  "account:export": { member: members.owner },
  "account:close": { member: members.owner },
  "member:read": { member: members.all, staff: staff.all, acting: true, key: true },
  "member:manage": { member: members.leading },
  // What is paid, until when, and by whom.
  "billing:read": { member: members.paying, staff: staff.all, acting: true, key: true },
  "order:read": { member: members.paying, staff: staff.all, acting: true, key: true },
  "order:place": { member: members.billing, acting: true, key: true },
  // Leads to where cards are typed.
  "order:pay": { member: members.billing, key: true },
  "order:refund": { staff: staff.billing },
  "operation:read": { member: members.all, staff: staff.all, acting: true, key: true },
  "operation:retry": { staff: staff.operators },
  "activity:read": { member: members.leading, acting: true, key: true },
  // Never of a key: one that can make others never ends.
  "key:read": { member: members.leading, acting: true },
  "key:manage": { member: members.leading },

  // Of the account, and of the staff: whoever decides it decides who comes in.
  "sso:manage": { member: members.leading, staff: staff.administrator },

  // Whether and when staff may act for the customer.
  "support:read": { member: members.all, staff: staff.all, acting: true },
  "support:manage": { member: members.leading },

  // What is sold and at which price.
  "catalog:read": { staff: staff.all },
  "catalog:manage": { staff: staff.billing },

  "overview:read": { staff: staff.all },
  "customer:read": { staff: staff.all },
  "customer:write": { staff: staff.all },
  "customer:act": { staff: staff.support },
  "staff:read": { staff: staff.all },
  "staff:manage": { staff: staff.administrator },
  "node:read": { staff: staff.all },
  "node:manage": { staff: staff.operators },
  "queue:read": { staff: staff.all },
  "queue:manage": { staff: staff.operators },
  // Providers whom the platform calls with a login of its own: whether they answer.
  "integration:read": { staff: staff.all },
  "integration:manage": { staff: staff.operators },
  "audit:read": { staff: staff.all },
} as const satisfies Record<string, Holders>;

export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]];

const holdersOf = (permission: Permission): Holders => permissions[permission];

/** What an API key can be given. */
export type KeyScope = {
  [P in Permission]: (typeof permissions)[P] extends { key: true } ? P : never;
}[Permission];
export const isScope = (name: string): name is KeyScope =>
  Object.hasOwn(permissions, name) && holdersOf(name as Permission).key === true;
export const scopes = permissionNames.filter(isScope) as [KeyScope, ...KeyScope[]];

/** Who may run an operation. Whoever is not named is refused. */
export interface Access {
  permission?: Permission;
  /** Whoever asks, signed in or not. */
  anyone?: true;
  /** Whoever is at the door: nobody is signed in. */
  anonymous?: true;
  /** Whoever is signed in, in matters of their own. */
  person?: true;
  /** Staff who act for a customer, in the matter of acting itself. */
  acting?: true;
  system?: true;
  webhook?: true;
}

export const may = (permission: Permission) => ({ permission }) as const satisfies Access;

/** Whether somebody has a permission, by what they are. */
export function holds(
  who:
    | { type: "member"; role: MemberRole }
    | { type: "staff"; role: StaffRole }
    | { type: "acting" }
    | { type: "key"; scopes: readonly Permission[] },
  permission: Permission,
): boolean {
  const holders = holdersOf(permission);
  switch (who.type) {
    case "member":
      return holders.member?.includes(who.role) === true;
    case "staff":
      return holders.staff?.includes(who.role) === true;
    case "acting":
      return holders.acting === true;
    case "key":
      return holders.key === true && who.scopes.includes(permission);
  }
}
