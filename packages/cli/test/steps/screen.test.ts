import { join } from 'node:path'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import { nearest } from '../../src/steps/instant-view'
import { frameRows } from '../../src/steps/screen/frame'
import type { Prompted } from '../../src/steps/screen/prompt'
import { pathsFrom, typed } from '../../src/steps/screen/prompt'
import { plainRow } from '../../src/steps/screen/span'
import { statusRow } from '../../src/steps/screen/status-row'
import type { Stepper } from '../../src/steps/stepper'
import { frameOf, idle, stepperAt, told } from '../support/stepped'

const golden = join(goldensFolder, 'market-maker-freeze.jsonl')

const screenOf = (stepper: Stepper, columns: number, rows: number): ReadonlyArray<string> =>
  frameRows(frameOf(stepper, columns), { columns, rows }).map(plainRow)

let stepper: Stepper
beforeAll(async () => {
  stepper = await stepperAt(golden)
  told(stepper, 'next-freeze')
})

describe('the screen', () => {
  it.each([
    [80, 24],
    [120, 40],
    [200, 60],
    [72, 16],
    [71, 15],
    [40, 12],
    [20, 6],
    [10, 3],
    [1, 1],
  ])('of %d columns and %d rows is filled exactly, wherever one stands', (columns, rows) => {
    for (const command of ['first', 'last', 'next-freeze', 'prev-fill']) {
      told(stepper, command)
      const screen = screenOf(stepper, columns, rows)
      expect(screen.map((row) => row.length)).toStrictEqual(
        Array.from({ length: rows }, () => columns),
      )
    }
  })

  it('of 80 by 24 has the message, market, orders, position, edge, trading and lines', () => {
    told(stepper, 'first')
    told(stepper, 'next-freeze')
    told(stepper, 'watch totals.fills')
    const screen = screenOf(stepper, 80, 24).join('\n')
    for (const text of [
      'market-maker-freeze.jsonl   line 2,099 of 2,541  +22.003677 s  20:36:39.003677',
      ' TradingFrozen  all EDGE_DEGRADATION BTCUSDT 0.662916 < 1.000000 bps',
      ' because 2,098  EdgeUpdated',
      ' ask   60817.40     0.099 ',
      ' bid   60779.40     4.586 ',
      '       60808.90           ours 0.008',
      'trading FROZEN at line 2,099: Edge',
      'edge    BTCUSDT 0.66 bps, below 1.00',
      'held    BTCUSDT 0.016, 4 fills, net',
      'o-207 BTCUSDT Buy 0.008 at 60778.40, at the venue',
      ' 1 totals.fills  4',
      '>    2,099   +22.003677  TradingFrozen',
      '     2,100   +22.003677  CancelOrder',
    ])
      expect(screen).toContain(text)
    told(stepper, 'unwatch 1')
  })

  it('shows the touch, however many orders of ours stand before it', () => {
    const isTouch = (price: number): boolean => price === 9
    expect(nearest([5, 6, 7, 9, 10], isTouch, 3)).toStrictEqual([5, 6, 9])
    expect(nearest([8, 9, 10, 11], isTouch, 3)).toStrictEqual([8, 9, 10])
    expect(nearest([5, 6], isTouch, 3)).toStrictEqual([5, 6])
    expect(nearest([5, 9], isTouch, 1)).toStrictEqual([9])
  })

  it('of few rows keeps the line and its neighbors', () => {
    const screen = screenOf(stepper, 40, 8)
    expect(screen[0]).toContain('line 2,099 of 2,541')
    expect(screen[1]).toContain('TradingFrozen')
    expect(screen.some((row) => row.startsWith('>    2,099'))).toBe(true)
  })

  it('has no control character, whatever a journal says', async () => {
    const hostile = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e^r%s'
    const frame = frameOf(await stepperAt(golden), 100)
    const said = { ...frame.view.line, type: hostile, note: hostile, symbol: hostile }
    const view = { ...frame.view, line: said, file: `a${hostile}.jsonl`, symbol: hostile }
    const around = () => [{ seq: view.seq, line: said }]
    const breaks = [hostile]
    const watches = [{ path: hostile, value: hostile, changes: [] }]
    const shown = { ...frame, view: { ...view, breaks, watches }, around }
    const text = frameRows(shown, { columns: 100, rows: 40 }).map(plainRow).join('')
    expect(text).toContain('\\u001b[2J')
    expect(/[\p{Cc}\u202a-\u202e]/u.test(text)).toBe(false)
  })

  it('shows a pane in the place of the panels, from the row it was scrolled to', () => {
    const rows = Array.from({ length: 50 }, (_, i) => `row ${String(i)}`)
    const pane = { title: 'why', rows, top: 10 }
    const screen = frameRows(frameOf(stepper, 80, pane), { columns: 80, rows: 24 }).map(plainRow)
    expect(screen[4]).toContain('── why, 22 rows more: PgDn, Esc closes')
    expect(screen[5]?.trim()).toBe('row 10')
  })
})

describe('the last row', () => {
  const text = (status: object): string => plainRow(statusRow({ ...idle, ...status }, 40))

  it('has a prompt, whose end is in sight, before anything else', () => {
    expect(text({ prompt: { word: 'goto', text: '12' } })).toBe(' :12 ')
    expect(text({ prompt: { word: 'watch', text: 'a'.repeat(60) } })).toBe(
      ` watch …${'a'.repeat(30)} `,
    )
  })

  it('has headway, what was said, a count, or the keys', () => {
    expect(text({ headway: { done: 1, total: 3 } })).toBe(' on the way, 33 %; Esc stops')
    expect(text({ said: { isDone: false, says: 'no \u001b' } })).toBe(' no \\u001b')
    expect(text({ count: '12' })).toBe(' 12 times…')
    expect(text({})).toContain('? help')
  })
})

describe('a prompt', () => {
  const nothing = () => []
  const after = (...keys: ReadonlyArray<string>): Prompted => {
    let prompt: Prompted = { word: 'watch', text: '' }
    for (const key of keys) if (!('ended' in prompt)) prompt = typed(prompt, key, nothing)
    return prompt
  }

  it('takes what is typed, and lets it be mended', () => {
    expect(after('a', 'b', ' ', 'c', 'BACKSPACE', 'd')).toStrictEqual({
      word: 'watch',
      text: 'ab d',
    })
    expect(after('a', ' ', 'b', 'c', 'CTRL_W')).toStrictEqual({ word: 'watch', text: 'a ' })
    expect(after('a', 'CTRL_U', 'b', 'F5', 'UP')).toStrictEqual({ word: 'watch', text: 'b' })
  })

  it('ends with what was typed, or with nothing', () => {
    expect(after('a', ' ', 'ENTER')).toStrictEqual({ ended: 'asked', text: 'a' })
    expect(after(' ', 'ENTER')).toStrictEqual({ ended: 'left', text: '' })
    expect(after('a', 'ESCAPE')).toStrictEqual({ ended: 'left', text: 'a' })
    expect(after('BACKSPACE')).toStrictEqual({ ended: 'left', text: '' })
  })

  it('completes paths into the state, in a condition behind state.', () => {
    const state = stepper.cursor.state()
    expect(pathsFrom(state, 'tot', false)).toStrictEqual(['totals'])
    expect(pathsFrom(state, 'positions.B', false)).toStrictEqual(['positions.BTCUSDT'])
    expect(pathsFrom(state, 'type=X state.totals.fr', true)).toStrictEqual([
      'type=X state.totals.freezes',
    ])
    expect(pathsFrom(state, 'type=Ord', true)).toStrictEqual([])
    const completed = typed({ word: 'watch', text: 'totals.can' }, 'TAB', (text) =>
      pathsFrom(state, text, false),
    )
    expect(completed).toStrictEqual({ word: 'watch', text: 'totals.cancel' })
  })
})
