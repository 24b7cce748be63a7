import type { Part } from '../e2e/setup/http'
import { HttpVisitor } from '../setup/http-visitor'
import { pathOf } from './targets'

export type Form = { path: string; fields: string[]; hidden: Part[] }

/**
 * Every form of every page, as a browser without JavaScript sends it.
 *
 * @param cookies of the visitor, signed in or not
 * @param id replaces every parameter of a route
 */
export async function findForms(
  port: number,
  routes: readonly string[],
  cookies: readonly string[],
  id: string,
): Promise<Form[]> {
  const forms: Form[] = []
  for (const route of routes.filter((one) => !/^\/(api|_)/.test(one))) {
    for (const cookie of cookies) {
      const path = pathOf(route, () => id)
      const { body } = await new HttpVisitor(port).get(path, cookie ? { cookie } : {})
      forms.push(...formsIn(path, body))
    }
  }
  return forms
}

/** What a form carries itself: the name and arguments of its action, and what it is about. */
const IS_CARRIED = /^(\$ACTION|(link|id|change|device|browser|token)$)/

/** The forms of a page that has been read. */
export function formsIn(path: string, html: string): Form[] {
  return html
    .split('<form')
    .slice(1)
    .map((part) => {
      const [content = ''] = part.split('</form>')
      const inputs = [...content.matchAll(/<(?:input|select|textarea|button)\b[^>]*>/g)].map(
        ([tag]) => ({ name: attribute(tag, 'name'), value: attribute(tag, 'value') }),
      )
      const named = inputs.filter(({ name }) => name !== '')
      return {
        path,
        fields: named.map(({ name }) => name).filter((name) => !IS_CARRIED.test(name)),
        hidden: named.filter(({ name }) => IS_CARRIED.test(name)),
      }
    })
    .filter(({ hidden }) => hidden.length > 0)
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
