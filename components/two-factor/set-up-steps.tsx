import { TextLink } from '@/components/ui/text-link'
import { QrCode } from './qr-code'

/** How to set up an authenticator app: by its camera, by a link on the phone, or by typing. */
export function SetUpSteps({ uri, shownSecret }: { uri: string; shownSecret: string }) {
  return (
    <ol className="grid list-decimal gap-5 ps-5 marker:text-muted">
      <li>
        <p className="mb-3">
          Scan this with an authenticator app, or{' '}
          <TextLink href={uri}>open it on this phone</TextLink>.
        </p>
        <QrCode text={uri} label="QR code for your authenticator app" />
        <p className="mt-3 text-sm text-muted">
          Can’t scan it? Type this key:{' '}
          <code className="font-mono wrap-anywhere text-ink select-all">{shownSecret}</code>
        </p>
      </li>
      <li>Enter the code the app shows.</li>
    </ol>
  )
}
