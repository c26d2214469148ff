import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { metricTable, newSessionMetrics } from '../../src'
import { outsideNamesMax } from '../../src/observability/outside-figures'
import { readMetrics, sumOf, valueOf } from './prometheus-text'
import { journalEntries } from './recorded-journal'

const readFrom = async (metrics: Awaited<ReturnType<typeof newSessionMetrics>>) =>
  readMetrics(await metrics.text())

describe('the metrics of a recorded session', () => {
  it.each([
    'exec-demo-freeze-dryrun.jsonl',
    'exec-demo-mass-cancel-dryrun.jsonl',
    'exec-demo-normal-dryrun.jsonl',
    'market-maker-freeze.jsonl',
  ])('are those that %s closes with', async (name) => {
    const entries = journalEntries(name)
    const metrics = await newSessionMetrics()
    metrics.entries(entries)
    const told = await readFrom(metrics)
    const closed = entries.at(-1)?.message
    if (closed?.type !== 'SessionClosed') throw new Error('no close')
    expect({
      placed: valueOf(told, 'shadowtape_orders_placed_total'),
      denied: sumOf(told, 'shadowtape_orders_denied_total'),
      rejected: sumOf(told, 'shadowtape_orders_rejected_total'),
      canceled: sumOf(told, 'shadowtape_orders_canceled_total'),
      fills: sumOf(told, 'shadowtape_fills_total'),
      freezes: sumOf(told, 'shadowtape_freezes_total'),
      inputs: valueOf(told, 'shadowtape_inputs_total'),
      lines: valueOf(told, 'shadowtape_journal_lines_total'),
      orders: sumOf(told, 'shadowtape_orders'),
      acknowledged: valueOf(told, 'shadowtape_order_acknowledgement_seconds_count'),
    }).toStrictEqual({
      ...{ placed: closed.placed, denied: closed.denied, rejected: closed.rejected },
      ...{ canceled: closed.canceled, fills: closed.fills, freezes: closed.freezes },
      ...{ inputs: closed.inputs, lines: closed.lines, orders: closed.placed },
      acknowledged: closed.accepted,
    })
    expect(valueOf(told, 'shadowtape_metric_faults_total')).toBe(0)
    expect(await readFrom(metrics)).toStrictEqual(told)
  })

  it('tell the state of trading in each scope, and the edge of each symbol', async () => {
    const entries = journalEntries('exec-demo-freeze-dryrun.jsonl')
    const metrics = await newSessionMetrics()
    const at = entries.findIndex(({ message }) => message.type === 'TradingFrozen')
    const state = { scope: 'session', state: 'frozen' }
    metrics.entries(entries.slice(0, at))
    expect(valueOf(await readFrom(metrics), 'shadowtape_trading_state', state)).toBe(0)
    metrics.entries(entries.slice(at))
    const told = await readFrom(metrics)
    expect(valueOf(told, 'shadowtape_trading_state', state)).toBe(1)
    expect(valueOf(told, 'shadowtape_trading_state', { ...state, state: 'active' })).toBe(0)
    const edge = entries.findLast(({ message }) => message.type === 'EdgeUpdated')?.message
    if (edge?.type !== 'EdgeUpdated') throw new Error('no edge')
    const labels = { account: '', symbol: String(edge.symbol) }
    expect(valueOf(told, 'shadowtape_edge_bps', labels)).toBeCloseTo(edge.edgeBps / 1e6, 9)
  })

  it('are the same in whatever pieces its entries come', async () => {
    const entries = journalEntries('market-maker-freeze.jsonl')
    const [whole, single] = [await newSessionMetrics(), await newSessionMetrics()]
    whole.entries(entries)
    for (const entry of entries) single.entries([entry])
    expect(await single.text()).toBe(await whole.text())
  })
})

describe('what is set from outside', () => {
  it('is told as it was last set, and not at all where it never was', async () => {
    const metrics = await newSessionMetrics()
    const before = await readFrom(metrics)
    for (const name of ['journal_lag_bytes', 'journal_lag_lines', 'rate_limit_tokens'])
      expect([name, before.get(`shadowtape_${name}`)?.samples]).toStrictEqual([name, []])
    metrics.setJournal({ writtenBytes: 700, durableBytes: 500, lines: 3 })
    metrics.setRateLimitTokens('order', 7)
    metrics.setRateLimitTokens('order', 6)
    metrics.setConnected('public', true)
    metrics.countReconnect('public')
    metrics.countReconnect('public')
    metrics.countGap('private')
    const told = await readFrom(metrics)
    expect(valueOf(told, 'shadowtape_journal_lag_bytes')).toBe(200)
    expect(valueOf(told, 'shadowtape_journal_lag_lines')).toBe(3)
    expect(valueOf(told, 'shadowtape_journal_written_bytes_total')).toBe(700)
    expect(valueOf(told, 'shadowtape_rate_limit_tokens', { budget: 'order' })).toBe(6)
    expect(valueOf(told, 'shadowtape_stream_connected', { stream: 'public' })).toBe(1)
    expect(valueOf(told, 'shadowtape_stream_connected', { stream: 'private' })).toBe(0)
    expect(valueOf(told, 'shadowtape_stream_reconnects_total', { stream: 'public' })).toBe(2)
    expect(valueOf(told, 'shadowtape_stream_gaps_total', { stream: 'private' })).toBe(1)
    metrics.setJournal(null)
    expect((await readFrom(metrics)).get('shadowtape_journal_lag_bytes')?.samples).toStrictEqual([])
  })

  it('never makes more series than its bound, and keeps any name whole', async () => {
    const metrics = await newSessionMetrics()
    const odd = 'a "quoted"\\ name\nof two lines'
    metrics.countGap(odd)
    for (let i = 0; i < 500; i++) {
      metrics.countGap(`stream-${String(i)}`)
      metrics.setRateLimitTokens(`budget-${String(i)}`, i)
    }
    const told = await readFrom(metrics)
    expect(valueOf(told, 'shadowtape_stream_gaps_total', { stream: odd })).toBe(1)
    expect(sumOf(told, 'shadowtape_stream_gaps_total')).toBe(501)
    for (const name of ['shadowtape_stream_gaps_total', 'shadowtape_rate_limit_tokens'])
      expect(told.get(name)?.samples).toHaveLength(outsideNamesMax + 1)
  })
})

describe('figures of the process', () => {
  it('are told only where they are asked for', async () => {
    expect(await (await newSessionMetrics()).text()).not.toContain('process_')
    const measured = await newSessionMetrics({ isProcessMeasured: true })
    expect(await measured.text()).toContain('process_resident_memory_bytes')
  })
})

describe('docs/observability.md', () => {
  const page = readFileSync(resolve(__dirname, '../../../../docs/observability.md'), 'utf8')
  const rows = page
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, name]) => name?.startsWith('`shadowtape_') === true)
    .map(([, name, type, labels, help]) => [name, type, labels, help])

  it('has a row for every metric there is, in order, and no other', () => {
    expect(rows).toStrictEqual(
      metricTable.map(({ name, type, labels, help }) => [
        `\`${name}\``,
        type,
        labels.map((label) => `\`${label}\``).join(', '),
        help,
      ]),
    )
  })

  it('has metrics named by the conventions: a prefix, a unit where there is one, _total', () => {
    for (const { name, type, help } of metricTable) {
      expect(name).toMatch(/^shadowtape_[a-z]+(_[a-z]+)*$/)
      expect([name, name.endsWith('_total')]).toStrictEqual([name, type === 'counter'])
      if (type === 'histogram') expect(name).toMatch(/_seconds$/)
      expect(help).toMatch(/^[A-Z0-9].*\.$/)
    }
  })
})
