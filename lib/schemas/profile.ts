import { z } from 'zod'
import { nameField, usernameField } from './fields'

/** Whether a username may be taken is the service's question: whoever has a reserved one keeps it. */
export const profileSchema = z.object({ name: nameField, username: usernameField })

export type ProfileInput = z.output<typeof profileSchema>
