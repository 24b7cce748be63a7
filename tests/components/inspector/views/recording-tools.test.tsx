import { fireEvent, render, screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { RecordingTools } from '@/components/inspector/views/recording-tools'
import type { RecordedEvent } from '@/lib/inspector/recording/recorded-event'
import { buildTimeline } from '@/lib/inspector/timeline/timeline'
import { refused, signIn } from '../../../unit/inspector/recorded-events'
import { product } from '@/lib/product'

const onOpen = vi.fn()
const files: { name: string; blob: Blob }[] = []

beforeEach(() => {
  onOpen.mockClear()
  files.length = 0
  let blob = new Blob()
  vi.stubGlobal(
    'URL',
    Object.assign(URL, {
      createObjectURL: (made: Blob) => ((blob = made), 'blob:here'),
      revokeObjectURL: () => {},
    }),
  )
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    files.push({ name: this.download, blob })
  })
})

function show(events: readonly RecordedEvent[], isImported = false) {
  render(
    <RecordingTools
      events={events}
      timeline={buildTimeline(events)}
      onOpen={onOpen}
      isImported={isImported}
    />,
  )
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

async function written(): Promise<[string | undefined, string]> {
  return [files.at(-1)?.name, (await files.at(-1)?.blob.text()) ?? '']
}

function choose(text: string, name = `${product.slug}-flow.json`) {
  fireEvent.change(screen.getByLabelText('Open a recording'), {
    target: { files: [new File([text], name, { type: 'application/json' })] },
  })
}

describe('a recording can be exported', () => {
  test('as JSON that opens again', async () => {
    const events = signIn()
    show(events)
    press('Download JSON')
    const [name, text] = await written()
    expect(name).toBe(`${product.slug}-flow.json`)
    choose(text)
    expect(
      await screen.findByText(`Opened ${events.length} events from ${product.slug}-flow.json.`),
    ).toBeVisible()
    expect(onOpen).toHaveBeenCalledWith(events)
  })

  test('as Markdown, with a table of the steps', async () => {
    show(signIn())
    press('Download Markdown')
    const [name, text] = await written()
    expect(name).toBe(`${product.slug}-flow.md`)
    expect(text).toContain('## POST /api/auth/callback/credentials → 200')
    expect(text).toContain('| Our code | jwt callback | trigger signIn | 1.00 ms |')
  })

  test('as a Mermaid diagram of the newest sign-in', async () => {
    show([...signIn('first'), ...refused('second')])
    press('Download Mermaid')
    const [name, text] = await written()
    expect(name).toBe(`${product.slug}-sign-in.mmd`)
    expect(text).toMatch(/^sequenceDiagram\n/)
    expect(text).toContain('ours--xauthjs: authorize: refused: invalid_credentials')
  })

  test('without a sign-in there is no diagram, and the page says why', () => {
    show([])
    press('Download Mermaid')
    expect(screen.getByRole('status')).toHaveTextContent('Sign in first')
    expect(files).toEqual([])
  })
})

describe('a recording can be opened', () => {
  test('a file that is not one changes nothing', async () => {
    show([])
    choose('{"events": "none"}', 'shopping.json')
    expect(await screen.findByText('That file is not a recording.')).toBeVisible()
    expect(onOpen).not.toHaveBeenCalled()
  })

  test('and closed again for the visitor’s own', () => {
    show(signIn(), true)
    press('Back to my recording')
    expect(onOpen).toHaveBeenCalledWith(null)
  })
})

describe('two runs side by side', () => {
  const pick = (label: string, value: string) =>
    fireEvent.change(screen.getByLabelText(label), { target: { value } })
  const comparison = () => within(screen.getByRole('region', { name: 'Compare two requests' }))

  test('show where one went on and the other stopped', () => {
    show([...signIn('good'), ...refused('bad')])
    pick('First request', 'good')
    pick('Second request', 'bad')
    expect(comparison().getByText('signIn callback: allowed')).toBeVisible()
    expect(comparison().getByText('authorize: refused: invalid_credentials')).toBeVisible()
  })

  test('of the same kind are the same, step for step', () => {
    show([...signIn('one'), ...signIn('two')])
    pick('First request', 'one')
    pick('Second request', 'two')
    expect(comparison().getByText('No differences.')).toBeVisible()
  })
})
