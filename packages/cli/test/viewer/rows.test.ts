import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import { messageText } from '../../src/reports/message-text'
import type { Found, Row, Rows } from '../../src/viewer/view-data'
import type { TestViewer } from '../support/viewer'
import { viewers } from '../support/viewer'

const viewerOf = viewers()
const path = join(goldensFolder, 'market-maker-freeze.jsonl')

type Line = Readonly<Record<string, unknown>> & { readonly seq: number; readonly type: string }

const lines = readFileSync(path, 'utf8')
  .trim()
  .split('\n')
  .map((text) => ({ text, line: JSON.parse(text) as Line }))

/** All rows, a page at a time. */
const paged = async (
  { ask }: TestViewer,
  way: 'next' | 'previous',
  count: number,
  where = '',
): Promise<ReadonlyArray<Row>> => {
  let all: ReadonlyArray<Row> = []
  for (let from = way === 'next' ? 0 : 99_999; ;) {
    const asked = new URLSearchParams({ from: String(from), way, count: String(count), where })
    const { rows, until, isEnd } = await ask<Rows>(`rows?${String(asked)}`)
    expect(rows.length).toBeLessThanOrEqual(count)
    all = way === 'next' ? [...all, ...rows] : [...rows, ...all]
    if (isEnd) return all
    from = until
  }
}

const seqsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<number> => rows.map(({ seq }) => seq)

describe('the rows of a journal', () => {
  it.each([
    ['next', 500],
    ['next', 77],
    ['previous', 500],
    ['previous', 77],
  ] as const)('are each of its lines once, in order, paged by %s %s', async (way, count) => {
    const rows = await paged(await viewerOf(path), way, count)
    expect(rows).toStrictEqual(
      lines.map(({ line }) => ({
        ...{ seq: line.seq, at: line['at'], cause: line['cause'] },
        type: line.type.replace(/@\d+$/, ''),
        says: messageText(line),
      })),
    )
  })

  const filters: ReadonlyArray<readonly [string, (line: Line, text: string) => boolean]> = [
    ['type=OrderFilled', ({ type }) => type === 'OrderFilled'],
    [
      'type=OrderFilled,OrderCanceled and side=Buy',
      (line) =>
        (line.type === 'OrderFilled' || line.type === 'OrderCanceled') && line['side'] === 'Buy',
    ],
    [
      'qty>=0.008 qty<0.0085',
      (line) => Number(line['qty']) >= 0.008 && Number(line['qty']) < 0.0085,
    ],
    ['seq>2000 cause!=null', (line) => line.seq > 2000 && line['cause'] !== null],
    ['symbol!=BTCUSDT', (line) => line['symbol'] !== 'BTCUSDT'],
    [
      'price=null type!=Sealed',
      (line) =>
        (line['price'] === undefined || line['price'] === null) && !line.type.startsWith('Sealed'),
    ],
    ['type~Trading', ({ type }) => type.includes('Trading')],
    ['ordercanceled', (_, text) => text.toLowerCase().includes('ordercanceled')],
    ['O-12 filled', (_, text) => /o-12/i.test(text) && /filled/i.test(text)],
    ['"type":"OrderPlaced', ({ type }) => type === 'OrderPlaced'],
    ['nothing-has-this', () => false],
  ]
  it.each(filters)('are those alone that %s lets pass, both ways', async (where, isIt) => {
    const wanted = lines.filter(({ line, text }) => isIt(line, text)).map(({ line }) => line.seq)
    const viewer = await viewerOf(path)
    expect(seqsOf(await paged(viewer, 'next', 50, where))).toStrictEqual(wanted)
    expect(seqsOf(await paged(viewer, 'previous', 50, where))).toStrictEqual(wanted)
  })

  it('behind the last are none, and before the first', async () => {
    const { ask } = await viewerOf(path)
    expect(await ask('rows?from=2541')).toStrictEqual({ rows: [], until: 2541, isEnd: true })
    expect(await ask('rows?from=99999')).toStrictEqual({ rows: [], until: 2541, isEnd: true })
    for (const from of [0, 1])
      expect(await ask(`rows?way=previous&from=${String(from)}`)).toMatchObject({
        ...{ rows: [], isEnd: true },
      })
  })

  it.each([
    ['state.totals.fills>=3', 'state.totals.fills is of the state, and a filter looks at lines'],
    ['nofield=3', 'no message has a field "nofield"'],
    ['type=Nothing', 'type=Nothing'],
    ['qty>=many', '"many" is no number'],
    ['btc qty=', 'behind = must be a value'],
    ['x'.repeat(1001), 'it has more than 1000 characters'],
  ])('are refused where a filter is %s', async (where, says) => {
    const { refusal } = await viewerOf(path)
    const [status, said] = await refusal(`rows?where=${encodeURIComponent(where)}`)
    expect([status, said]).toStrictEqual([400, expect.stringContaining(says)])
  })
})

describe('what is looked for', () => {
  const goals: ReadonlyArray<readonly [string, RegExp]> = [
    ['fill', /^OrderFilled$/],
    ['freeze', /^Trading(Frozen|Reduced)$/],
    ['denial', /(Denied|Rejected)$/],
  ]
  it.each(goals)('is every %s, one after another, both ways', async (goal, types) => {
    const { ask } = await viewerOf(path)
    const wanted = lines.filter(({ line }) => types.test(line.type)).map(({ line }) => line.seq)
    for (const way of ['next', 'previous'] as const) {
      const found: Array<number> = []
      for (let from: number | null = way === 'next' ? 0 : 9_999; from !== null;) {
        const { seq }: Found = await ask(`find?from=${String(from)}&way=${way}&goal=${goal}`)
        if (seq !== null) found.push(seq)
        from = seq
      }
      expect(way === 'next' ? found : found.reverse()).toStrictEqual(wanted)
    }
  })

  it('must pass a filter too', async () => {
    const { ask } = await viewerOf(path)
    const first = lines.find(({ line }) => line.type === 'OrderFilled' && line['side'] === 'Sell')
    expect(await ask('find?goal=fill&where=side%3DSell')).toStrictEqual({
      ...{ seq: first?.line.seq, at: first?.line['at'] },
    })
    expect(await ask('find?goal=row&where=no-such-word')).toStrictEqual({ seq: null, at: null })
  })
})
