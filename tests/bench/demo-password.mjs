/** The demo accounts' password; see prisma/demo-accounts.ts. */
export const DEMO_PASSWORD = 'lantern ladder lagoon'
