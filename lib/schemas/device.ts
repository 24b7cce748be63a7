import { z } from 'zod'

/** A device as pages point at it: the SHA-256 of its session's id, in hex. */
export const deviceSchema = z.object({ device: z.string().regex(/^[0-9a-f]{64}$/) })

/** Which page of a list, from an address and so from anywhere; the first unless it says otherwise. */
export const pageSchema = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number)
  .catch(1)
