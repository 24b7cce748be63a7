'use client'

import type { ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { PageHeading } from '@/components/ui/page-heading'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import type { FormAction } from '@/components/ui/use-form-submission'
import { USERNAME_RULE } from '@/lib/domain/accounts/identifiers'
import { CheckYourEmail } from './check-your-email'
import { NewPasswordField } from './new-password-field'

type SignUpFormProps = {
  action: FormAction
  /** Where to read the mail, in an installation that sends none. */
  mailHint?: ReactNode
  leave?: (path: string) => void
}

/** The sign-up form, then what to do once the email is on its way. */
export function SignUpForm({ action, mailHint, leave }: SignUpFormProps) {
  return (
    <ActionForm
      action={action}
      toastId="sign-up"
      intro={
        <PageHeading title="Create account">
          Already have an account? <TextLink href="/sign-in">Sign in</TextLink>
        </PageHeading>
      }
      {...(leave ? { leave } : {})}
      done={({ values }) => <CheckYourEmail email={values?.email} hint={mailHint} />}
    >
      <TextField name="name" label="Name" autoComplete="name" required />
      <TextField
        name="username"
        label="Username"
        rule={USERNAME_RULE}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        required
      />
      <TextField name="email" label="Email" type="email" autoComplete="email" required />
      <NewPasswordField name="password" label="Password" />
      <SubmitButton busyText="Creating your account…">Create account</SubmitButton>
    </ActionForm>
  )
}
