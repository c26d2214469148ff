import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { messageName } from '@shadowtape/core'
import { demoJournal, fillingFlags, freezingFlags } from '../support/demo-journal'
import type { McapMessage, Values } from '../support/export-readers'
import { journalValues, mcapFile } from '../support/export-readers'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const goldens = resolve(__dirname, '../../../../journals')
const names = readdirSync(goldens).filter((name) => /^(?!demo).*\.jsonl$/.test(name))

const exported = async (journal: string, name: string, ...flags: ReadonlyArray<string>) => {
  const out = join(dir, name)
  const ran = await runCli(['export', journal, '--to', 'mcap', '--out', out, ...flags])
  expect(ran).toMatchObject({ code: 0, stderr: '' })
  return mcapFile(out)
}

const at = (messages: ReadonlyArray<McapMessage>, topic: string) =>
  messages.filter((message) => message.topic === topic)

/** The best bid of ours that rests when a line has been said, out of the lines alone. */
const restingBid = (lines: ReadonlyArray<Values>, symbol: string, seq: number): number => {
  const buys = new Set<unknown>()
  const prices = new Map<unknown, number>()
  for (const line of lines.slice(0, seq)) {
    const { orderId, side, price, leavesQty } = line
    const type = messageName(String(line['type']))
    if (line['symbol'] !== symbol) continue
    if (type === 'OrderPlaced' && side === 'Buy') buys.add(orderId)
    if (type === 'OrderAccepted' && buys.has(orderId)) prices.set(orderId, Number(price))
    const isGone = type === 'OrderCanceled' || type === 'OrderRejected' || Number(leavesQty) === 0
    if (isGone) prices.delete(orderId)
  }
  return Math.max(...prices.values())
}

describe('export --to mcap', () => {
  it.each(names)('has every line of %s as it is, at its time', async (name) => {
    const journal = join(goldens, name)
    const bytes = readFileSync(journal)
    const { messages } = await exported(journal, `${name}.mcap`)
    const events = messages
      .filter(({ topic }) => topic.startsWith('/events/'))
      .sort((a, b) => a.sequence - b.sequence)
    expect(events.map(({ text }) => `${text}\n`).join('')).toBe(bytes.toString())
    for (const { topic, sequence, logTime, json } of events) {
      expect(topic).toBe(`/events/${String(json['type']).replace(/@.*/, '')}`)
      expect(sequence).toBe(json['seq'])
      expect(logTime).toBe(BigInt(json['at'] as number) * 1_000n)
    }
  })

  it.each(names)('ends its plots of %s where the journal closes', async (name) => {
    const journal = join(goldens, name)
    const closed = journalValues(readFileSync(journal)).at(-1)
    const { messages } = await exported(journal, `closed-${name}.mcap`)
    const topics = new Set(messages.map(({ topic }) => topic))
    const plots = [...topics].filter((topic) =>
      /^\/(edge|inventory|quotes|pnl|trading)/.test(topic),
    )
    expect(plots.length).toBeGreaterThan(3)
    for (const topic of plots) expect(at(messages, topic).at(-1)?.json['seq']).toBe(closed?.['seq'])
  })

  it('plots edge with its threshold, and the freeze that came of it', async () => {
    const { path, bytes } = await demoJournal(dir, 'freezing.jsonl', freezingFlags)
    const lines = journalValues(bytes)
    const { messages } = await exported(path, 'freezing.mcap')
    const said = lines.filter(({ type }) => type === 'EdgeUpdated')
    const edges = at(messages, '/edge/BTCUSDT').slice(0, -1)
    expect(edges.map(({ json }) => json['edgeBps'])).toStrictEqual(
      said.map(({ edgeBps }) => Number(edgeBps)),
    )
    expect(new Set(edges.map(({ json }) => json['thresholdBps']))).toStrictEqual(new Set([8]))
    const freeze = lines.find(({ type }) => type === 'TradingFrozen')
    const trading = at(messages, '/trading').map(({ json }) => [json['seq'], json['frozen']])
    expect(trading).toContainEqual([freeze?.['seq'], 1])
    expect(trading[0]?.[1]).toBe(0)
    expect(at(messages, '/trading').at(-1)?.json).toMatchObject({
      ...{ frozen: 1, reducing: 0, reason: 'EDGE_DEGRADATION' },
    })
  })

  it('plots inventory as the fills add up, and the quotes that rest beside the touch', async () => {
    const { path, bytes } = await demoJournal(dir, 'filling.jsonl', fillingFlags)
    const fills = journalValues(bytes).filter(({ type }) => type === 'OrderFilled')
    expect(fills.length).toBeGreaterThan(0)
    const { messages } = await exported(path, 'filling.mcap')
    const symbol = String(fills[0]?.['symbol'])
    let thousandths = 0
    for (const { seq, side, qty, symbol: of } of fills) {
      if (of !== symbol) continue
      thousandths += Math.round(Number(qty) * 1_000) * (side === 'Buy' ? 1 : -1)
      const then = at(messages, `/inventory/${symbol}`).filter(
        ({ sequence }) => sequence <= Number(seq),
      )
      expect(then.at(-1)?.json['qty']).toBe(thousandths / 1_000)
    }
    const ofSymbol = fills.filter((fill) => fill['symbol'] === symbol)
    expect(at(messages, `/fills/${symbol}`).map(({ json }) => json['price'])).toStrictEqual(
      ofSymbol.map(({ price }) => Number(price)),
    )
    const own = at(messages, `/quotes/${symbol}`).filter(({ json }) => 'ownBid' in json)
    expect(own.length).toBeGreaterThan(0)
    for (const { json } of own)
      expect(json['ownBid']).toBe(restingBid(journalValues(bytes), symbol, Number(json['seq'])))
  })

  it('declares schemas that Foxglove reads: flat, of one plain type each, none of them null', async () => {
    const { schemas, messages, labels, chunks } = await exported(
      join(goldens, 'market-maker-freeze.jsonl'),
      'schemas.mcap',
    )
    for (const { type, properties } of schemas.values()) {
      expect(type).toBe('object')
      for (const property of Object.values(properties as object) as Array<{ type: string }>)
        expect(['number', 'string', 'boolean']).toContain(property.type)
    }
    for (const { schema, json } of messages) {
      const { properties, required } = schemas.get(schema) ?? {}
      for (const name of required as ReadonlyArray<string>) expect(json).toHaveProperty([name])
      for (const [name, { type }] of Object.entries(properties as Record<string, { type: string }>))
        if (name in json) expect(typeof json[name]).toBe(type)
    }
    expect(labels).toMatchObject([{ 'shadowtape.verdict': 'sound' }])
    expect(chunks).toBeGreaterThan(0)
  })

  it('keeps to the lines and plots that are asked for', async () => {
    const { path } = await demoJournal(dir, 'two.jsonl', fillingFlags)
    const flags = ['--symbol', 'ETHUSDT', '--types', 'TradingFrozen,OrderFilled']
    const { messages } = await exported(path, 'some.mcap', ...flags)
    const topics = [...new Set(messages.map(({ topic }) => topic))]
    expect(topics.filter((topic) => /BTC|SOL/.test(topic))).toStrictEqual([])
    expect(topics).toEqual(expect.arrayContaining(['/quotes/ETHUSDT', '/trading']))
    expect(
      topics.filter((topic) => topic.includes('events') && !/Frozen|Filled/.test(topic)),
    ).toEqual([])
  })
})
