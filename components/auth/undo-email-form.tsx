'use client'

import { SubmitButton } from '@/components/ui/submit-button'
import { LinkEmail, LinkForm, type LinkFormProps } from './link-form'

/** One button, reached from a mailed link, which is the authorisation. */
export function UndoEmailForm(props: LinkFormProps) {
  return (
    <LinkForm
      {...props}
      toastId="undo-email"
      about={({ email }) => (
        <>
          Your email becomes <LinkEmail>{email}</LinkEmail> again.
        </>
      )}
    >
      <SubmitButton busyText="Undoing the change…">Undo the change</SubmitButton>
    </LinkForm>
  )
}
