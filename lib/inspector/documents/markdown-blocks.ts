/** A part of a document. Text may contain `code` and **strong** words. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  /** A Mermaid sequence diagram, each message as a sentence. */
  | { kind: 'sequence'; messages: { from: string; to: string; text: string }[] }

/** Reads the Markdown that `writeDocument` writes; no more of the language than that. */
export function readBlocks(markdown: string): Block[] {
  const parts = markdown.split(/\n{2,}/).map((part) => part.trim())
  return parts.filter((part) => part !== '' && !part.startsWith('<!--')).map(blockOf)
}

function blockOf(part: string): Block {
  const lines = part.split('\n')
  const heading = /^(#+) (.*)/.exec(part)
  if (heading) return { kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' }
  if (part.startsWith('```mermaid')) return { kind: 'sequence', messages: messagesIn(lines) }
  if (part.startsWith('|')) {
    const [head = [], , ...rows] = lines.map(cellsOf)
    return { kind: 'table', head, rows }
  }
  if (part.startsWith('- ')) return { kind: 'list', items: lines.map((line) => line.slice(2)) }
  return { kind: 'paragraph', text: lines.join(' ') }
}

function cellsOf(line: string): string[] {
  const cells = line.split('|').slice(1, -1)
  return cells.map((cell) => cell.trim())
}

function messagesIn(lines: readonly string[]): { from: string; to: string; text: string }[] {
  const names = new Map(
    lines.flatMap((line): [string, string][] => {
      const [, id = '', name = ''] = /^\s*participant (\w+) as (.+)/.exec(line) ?? []
      return id === '' ? [] : [[id, name]]
    }),
  )
  return lines.flatMap((line) => {
    const [, from = '', to = '', text = ''] = /^\s*(\w+)-[->x]+(\w+): (.+)/.exec(line) ?? []
    return from === '' ? [] : [{ from: names.get(from) ?? from, to: names.get(to) ?? to, text }]
  })
}
