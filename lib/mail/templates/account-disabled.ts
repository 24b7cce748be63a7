import * as z from 'zod'
import { heading, note, paragraph } from '../mail'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

/** To the owner, afterwards, without the reason, which only administrators see. */
export const accountDisabled = plainTemplate(
  z.object({
    name: z.string(),
    changedAt: z.iso.datetime(),
    /** Empty when only an administrator ends it. */
    until: z.union([z.iso.datetime(), z.literal('')]),
  }),
  ({ name, changedAt, until }) => ({
    subject: `Your ${product.name} account was disabled`,
    blocks: [
      heading('Your account was disabled'),
      paragraph(greeting(name)),
      paragraph(
        `An administrator disabled your account on ${formatTime(new Date(changedAt))}, and every device was signed out.`,
      ),
      paragraph(
        until === ''
          ? 'You can’t sign in until an administrator enables it again.'
          : `You can sign in again from ${formatTime(new Date(until))}.`,
      ),
      note('If you have questions, contact an administrator of this site.'),
    ],
  }),
)
