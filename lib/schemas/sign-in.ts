import * as z from 'zod'
import { checkbox, currentPasswordField, identifierField, pathField } from './fields'

export const signInSchema = z.object({
  identifier: identifierField,
  password: currentPasswordField,
  remember: checkbox,
  callbackUrl: pathField,
})
