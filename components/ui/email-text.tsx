import { Fragment } from 'react'
import { shownEmail } from '@/lib/domain/accounts/identifiers'

/** An email address, which breaks after its `@` or before a dot where it does not fit on one line. */
export function EmailText({ email }: { email: string }) {
  return shownEmail(email)
    .split(/(?<=@)|(?=\.)/u)
    .map((part, index) => (
      <Fragment key={index}>
        {index > 0 && <wbr />}
        {part}
      </Fragment>
    ))
}
