/** What a role may do. Rules ask for one of these, never for a role by its name. */
type Capability = 'administer'

type RoleFacts = { label: string; capabilities: readonly Capability[] }

/**
 * Every role there is. To add one: a line here, and one in the enum of prisma/schema.prisma with its
 * migration; a test holds the two equal.
 */
export const ROLES = {
  USER: { label: 'User', capabilities: [] },
  ADMIN: { label: 'Administrator', capabilities: ['administer'] },
} as const satisfies Record<string, RoleFacts>

export type Role = keyof typeof ROLES

const FACTS: Readonly<Record<string, RoleFacts>> = ROLES

export const ROLE_NAMES = Object.keys(ROLES).filter(isRole)

/** What everybody is who signs up, and what is left of a role that is taken away. */
export const DEFAULT_ROLE: Role = 'USER'

/** What an administrator is made. */
export const ADMINISTRATOR_ROLE: Role = 'ADMIN'

/** Every role that administers, for queries. */
export const ADMINISTRATOR_ROLES = ROLE_NAMES.filter((role) => isAdministrator(role))

export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && Object.hasOwn(ROLES, value)
}

/** @param role null for somebody signed out; a name that is not on the list may do nothing */
function hasCapability(role: string | null | undefined, capability: Capability): boolean {
  return isRole(role) && (FACTS[role]?.capabilities.includes(capability) ?? false)
}

/** Whether somebody of this role runs the installation. */
export function isAdministrator(role: string | null | undefined): boolean {
  return hasCapability(role, 'administer')
}

/** @returns the name itself for a role of another time, such as one in an old audit event */
export function roleLabel(role: string): string {
  return isRole(role) ? ROLES[role].label : role
}
