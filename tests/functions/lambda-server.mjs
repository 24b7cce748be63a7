import { createServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/*
 * What Lambda and its gateway do for a handler (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html):
 * an HTTP request becomes an event, and what the handler returns an answer.
 */

const { handler } = await import(pathToFileURL(join(process.cwd(), 'index.mjs')).href)

createServer((request, response) => void answer(request, response)).listen(
  Number(process.env.PORT),
  process.env.HOSTNAME,
)

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(request, response) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const event = eventOf(request, Buffer.concat(chunks))
  const { statusCode, headers, cookies, body, isBase64Encoded } = await handler(event, {})
  const setCookie = cookies?.length > 0 ? { 'set-cookie': cookies } : {}
  response.writeHead(statusCode, { ...headers, ...setCookie })
  response.end(Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'))
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {Buffer} body
 */
function eventOf(request, body) {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost')
  const { cookie, ...headers } = request.headers
  const { method = 'GET' } = request
  return {
    version: '2.0',
    ...{ rawPath: pathname, rawQueryString: search.slice(1) },
    ...{ headers, cookies: cookie?.split('; ') ?? [] },
    requestContext: { http: { method, path: pathname, sourceIp: '192.0.2.1' } },
    ...(body.length > 0 ? { body: body.toString('base64'), isBase64Encoded: true } : {}),
  }
}
