/**
 * A form of a page, to be sent as a browser without JavaScript does.
 *
 * @typedef {{ path: string, hidden: [name: string, value: string][] }} Form
 */

const BOUNDARY = '----latchkey-bench'

/**
 * @param {import('./http-load.mjs').Client} client
 * @param {string} path
 * @param {string} field one that only this form of the page has
 * @returns {Promise<Form>}
 */
export async function readForm(client, path, field) {
  const { body } = await client.send({ path })
  const form = body.split('<form').find((part) => part.includes(`name="${field}"`))
  if (form === undefined) throw new Error(`No form on ${path} has a field ${field}.`)
  const [content = ''] = form.split('</form>')
  const inputs = content.matchAll(
    /<input[^>]*name="(\$ACTION[^"]*)"[^>]*?(?:value="([^"]*)")?\/?>/g,
  )
  return { path, hidden: [...inputs].map(([, name = '', value = '']) => [text(name), text(value)]) }
}

/**
 * @param {Form} form
 * @param {Record<string, string>} fields
 * @returns {import('./http-load.mjs').Sent}
 */
export function formRequest({ path, hidden }, fields) {
  const parts = [...hidden, ...Object.entries(fields)].map(
    ([name, value]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return {
    path,
    method: 'POST',
    headers: {
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'sec-fetch-site': 'same-origin',
    },
    body: `${parts.join('')}--${BOUNDARY}--\r\n`,
  }
}

/** @param {string} html */
function text(html) {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
