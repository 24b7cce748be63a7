import { fireEvent, render, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { TenQuestions } from '@/components/inspector/tour/ten-questions'
import { TEN_QUESTIONS } from '@/lib/inspector/timeline/ten-questions'
import { buildTimeline } from '@/lib/inspector/timeline/timeline'
import { noActions } from '../no-actions'
import { refused, signIn } from '../../../unit/inspector/recorded-events'

const question = (text: string) =>
  within(
    screen.getAllByRole('listitem').find((item) => item.textContent?.includes(text)) ??
      expect.fail(`no question “${text}”`),
  )

test('each of the ten has an answer, and says what to do while nothing is recorded', () => {
  render(<TenQuestions timeline={[]} actions={noActions()} onShow={vi.fn()} />)
  for (const { question: text, answer } of TEN_QUESTIONS) {
    expect(question(text).getByText(answer)).toBeInTheDocument()
    expect(question(text).getByText(/Not recorded yet/)).toBeInTheDocument()
  }
})

test('a recording proves an answer, and leads to the step that does', () => {
  const onShow = vi.fn()
  const timeline = buildTimeline([...refused('bad'), ...signIn('good')])
  render(<TenQuestions timeline={timeline} actions={noActions()} onShow={onShow} />)
  const user = question('When does user exist in the jwt callback?')
  expect(user.getByText(/Trigger signIn, user passed/)).toBeInTheDocument()
  fireEvent.click(user.getByText('Show the step'))
  expect(onShow).toHaveBeenCalledWith('sequence', 'good', 'good-4')
  const redirect = question('What does redirect: false change')
  expect(redirect.getByText(/Status 200, code invalid_credentials/)).toBeInTheDocument()
})

test('where the proof is missing, what records it can be done at once', () => {
  const run = vi.fn()
  render(<TenQuestions timeline={[]} actions={{ ...noActions(), run }} onShow={vi.fn()} />)
  const signedOut = question('What runs on a page load?')
  expect(signedOut.getByText(/For this you have to be signed in/)).toBeInTheDocument()
  fireEvent.click(signedOut.getByText('Sign in'))
  expect(run).toHaveBeenLastCalledWith('sign-in')
  fireEvent.click(question('What does redirect: false change').getByText('Try a wrong password'))
  expect(run).toHaveBeenLastCalledWith('wrong-password')
})
