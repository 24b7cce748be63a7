'use client'

import { SubmitButton } from '@/components/ui/submit-button'
import { LinkEmail, LinkForm, type LinkFormProps } from './link-form'

/** One button, reached from the link in the new sign-in email. */
export function SecureAccountForm(props: LinkFormProps) {
  return (
    <LinkForm
      {...props}
      toastId="secure-account"
      about={({ email }) => (
        <>
          For the account of <LinkEmail>{email}</LinkEmail>:
        </>
      )}
    >
      <ul className="grid list-disc gap-1.5 pl-5">
        <li>Every device is signed out.</li>
        <li>Your current password stops working.</li>
        <li>We email you a link to set a new one.</li>
      </ul>
      <SubmitButton tone="danger" busyText="Securing your account…">
        Secure my account
      </SubmitButton>
    </LinkForm>
  )
}
