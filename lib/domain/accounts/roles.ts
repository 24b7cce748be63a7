/** What a role may do. Code checks capabilities, never the name of a role. */
type Capability = 'administer'

type RoleDefinition = { label: string; capabilities: readonly Capability[] }

/**
 * All roles. To add one, add a line here and one to the enum in prisma/schema.prisma, with a migration;
 * a test checks that the two match.
 */
export const ROLES = {
  USER: { label: 'User', capabilities: [] },
  ADMIN: { label: 'Administrator', capabilities: ['administer'] },
} as const satisfies Record<string, RoleDefinition>

export type Role = keyof typeof ROLES

const DEFINITIONS: Readonly<Record<string, RoleDefinition>> = ROLES

export const ROLE_NAMES = Object.keys(ROLES).filter(isRole)

/** The role of new users, and of users whose role was removed. */
export const DEFAULT_ROLE: Role = 'USER'

/** The role given to a new administrator. */
export const ADMINISTRATOR_ROLE: Role = 'ADMIN'

/** Every role with administrator rights, for queries. */
export const ADMINISTRATOR_ROLES = ROLE_NAMES.filter((role) => isAdministrator(role))

export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && Object.hasOwn(ROLES, value)
}

/** @param role null when signed out; an unknown role has no capabilities */
function hasCapability(role: string | null | undefined, capability: Capability): boolean {
  return isRole(role) && (DEFINITIONS[role]?.capabilities.includes(capability) ?? false)
}

/** Whether this role has administrator rights. */
export function isAdministrator(role: string | null | undefined): boolean {
  return hasCapability(role, 'administer')
}

/** @returns the name itself for an unknown role, such as one in an old audit event */
export function roleLabel(role: string): string {
  return isRole(role) ? ROLES[role].label : role
}
