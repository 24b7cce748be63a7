/* SVG charts are written by hand: there are few, and they must look the same on light and dark pages. */

export const PAPER = '#f7f8f3'
export const INK = '#1c2420'
export const FAINT = '#6b756f'
export const RULE = '#d5dad3'
export const GREEN = '#1f7a4d'
export const AMBER = '#b4690e'
const FONT = "ui-sans-serif, system-ui, 'Segoe UI', Roboto, sans-serif"

/**
 * A chart with its own background, readable on any page.
 *
 * @param {{ width: number, height: number, title: string, description: string }} sheet
 * @param {readonly string[]} parts
 */
export function drawing({ width, height, title, description }, parts) {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description" font-family="${FONT}">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    `<rect width="${width}" height="${height}" rx="10" fill="${PAPER}"/>`,
    text(title, { x: 24, y: 34, size: 17, weight: 600 }),
    ...parts,
    '</svg>\n',
  ].join('\n')
}

/**
 * @param {string} content
 * @param {{ x: number, y: number, size?: number, weight?: number, fill?: string, anchor?: 'start' |
 *   'middle' | 'end' }} look
 */
export function text(content, { x, y, size = 13, weight = 400, fill = INK, anchor = 'start' }) {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escaped(content)}</text>`
}

/** @param {{ x: number, y: number, width: number, height: number, fill: string }} box */
export function bar({ x, y, width, height, fill }) {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(1, width))}" height="${height}" rx="3" fill="${fill}"/>`
}

/** @param {{ x1: number, y1: number, x2: number, y2: number, stroke?: string, dash?: string }} ends */
export function line({ x1, y1, x2, y2, stroke = RULE, dash }) {
  const dashed = dash === undefined ? '' : ` stroke-dasharray="${dash}"`
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${stroke}"${dashed}/>`
}

/**
 * @param {readonly (readonly [x: number, y: number])[]} points
 * @param {string} stroke
 */
export function path(points, stroke) {
  const places = points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ')
  const dots = points.map(
    ([x, y]) => `<circle cx="${round(x)}" cy="${round(y)}" r="3.5" fill="${stroke}"/>`,
  )
  return `<polyline points="${places}" fill="none" stroke="${stroke}" stroke-width="2"/>${dots.join('')}`
}

/** @param {number} value */
const round = (value) => Math.round(value * 10) / 10

/** @param {string} content */
function escaped(content) {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
