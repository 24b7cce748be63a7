import { Fragment } from 'react'
import type { Block } from '@/lib/inspector/documents/markdown-blocks'

/** A document for reading. Its first heading is the page's. */
export function DocumentView({ blocks }: { blocks: readonly Block[] }) {
  const tables = blocks.filter(({ kind }) => kind === 'table')
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-4">
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} tableNumber={tables.indexOf(block) + 1} />
      ))}
    </div>
  )
}

function BlockView({ block, tableNumber }: { block: Block; tableNumber: number }) {
  switch (block.kind) {
    case 'heading':
      return block.level === 1 ? (
        <h1 className="text-3xl font-semibold tracking-tighter">{block.text}</h1>
      ) : (
        <h2 className="mt-4 text-xl font-semibold tracking-tight">{block.text}</h2>
      )
    case 'paragraph':
      return (
        <p>
          <Inline text={block.text} />
        </p>
      )
    case 'list':
      return (
        <ul className="grid list-disc gap-1.5 pl-5">
          {block.items.map((item) => (
            <li key={item}>
              <Inline text={item} />
            </li>
          ))}
        </ul>
      )
    case 'table':
      return <TableView {...block} number={tableNumber} />
    case 'sequence':
      return (
        <ol className="grid gap-1 rounded-md border border-line bg-surface p-4">
          {block.messages.map(({ from, to, text }, index) => (
            <li key={index} className="grid gap-x-4 text-sm sm:grid-cols-[13rem_minmax(0,1fr)]">
              <span className="text-muted">{from === to ? from : `${from} → ${to}`}</span>
              <span>{text}</span>
            </li>
          ))}
        </ol>
      )
  }
}

type TableViewProps = {
  head: readonly string[]
  rows: readonly string[][]
  /** Tells tables with the same columns apart. */
  number: number
}

function TableView({ head, rows, number }: TableViewProps) {
  return (
    <div
      className="overflow-x-auto"
      role="region"
      aria-label={`Table ${number}: ${head.filter((cell) => cell !== '').join(', ')}`}
      tabIndex={0}
    >
      <table className="w-full min-w-2xl text-left text-sm [&_code]:whitespace-nowrap">
        <thead className="text-xs text-muted">
          <tr>
            {head.map((cell, index) =>
              cell === '' ? (
                <td key={index} />
              ) : (
                <th key={index} scope="col" className="py-1.5 pr-4 font-medium">
                  <Inline text={cell} />
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-y border-line">
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, at) => (
                <td key={at} className="py-1.5 pr-4 align-top">
                  <Inline text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** `code` and **strong** words. */
function Inline({ text }: { text: string }) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, index) => {
    if (part.startsWith('`')) {
      return (
        <code key={index} className="font-mono text-[0.9em]">
          {part.slice(1, -1)}
        </code>
      )
    }
    if (part.startsWith('**')) return <strong key={index}>{part.slice(2, -2)}</strong>
    return <Fragment key={index}>{part}</Fragment>
  })
}
