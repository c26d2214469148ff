import { readFileSync, writeFileSync } from 'node:fs'

import type { IProcessOrder } from 'nodejs-order-book'
import { OrderBook, Side } from 'nodejs-order-book'
import { draw } from '@shadowtape/core'

type JournalLog = NonNullable<IProcessOrder['log']>

/**
 * nodejs-order-book's nearest job: orders in and out of a book, each logged to a journal, and the
 * book rebuilt from the journal. Returns the lines of the journal it wrote.
 */
export const writeBookJournal = (file: string, operations: number): number => {
  const book = new OrderBook({ enableJournaling: true })
  const lines: Array<string> = []
  const log = (entry: JournalLog | undefined): void => {
    if (entry !== undefined) lines.push(JSON.stringify(entry))
  }
  for (let i = 0; i < operations; i++) {
    const price = 50_000 + (draw(4, 'market', i) % 200) - 100
    const side = price < 50_000 ? Side.BUY : Side.SELL
    if (i % 5 === 4) log(book.cancel(`o-${String(i - 1)}`)?.log)
    else log(book.limit({ id: `o-${String(i)}`, side, size: 1, price }).log)
  }
  writeFileSync(file, `${lines.join('\n')}\n`)
  return lines.length
}

/** Rebuilds a book from a journal in a file. */
export const replayBookJournal = (file: string): void => {
  const journal = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalLog)
  const book = new OrderBook({ journal })
  if (book.depth()[0].length === 0) throw new Error('the journal was not replayed')
}
