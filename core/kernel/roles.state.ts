export const memberRoles = ["owner", "administrator", "billing", "technical", "reader"] as const;
export type MemberRole = (typeof memberRoles)[number];

export const staffRoles = ["administrator", "operator", "billing", "support"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Who may run an operation. Whoever is not named is refused. */
export interface Access {
  anonymous?: true;
  member?: readonly MemberRole[];
  staff?: readonly StaffRole[];
  system?: true;
  webhook?: true;
}

export const members = {
  all: memberRoles,
  technical: ["owner", "administrator", "technical"],
  billing: ["owner", "administrator", "billing"],
} as const satisfies Record<string, readonly MemberRole[]>;

export const staff = {
  all: staffRoles,
  operators: ["administrator", "operator"],
  billing: ["administrator", "billing"],
} as const satisfies Record<string, readonly StaffRole[]>;
