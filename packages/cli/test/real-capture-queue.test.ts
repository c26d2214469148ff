import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { runCli } from './support/run-cli'
import { tempDir } from './support/temp-dir'

/** The folder with real captures; they are not part of the repository. */
const folder = process.env['SHADOWTAPE_CAPTURES']

type Line = Readonly<Record<string, unknown>>

const fixed =
  (decimals: number) =>
  (value: unknown): bigint => {
    const [whole = '', part = ''] = String(value).split('.')
    return BigInt(`${whole}${part.padEnd(decimals, '0')}`)
  }
const qtyOf = fixed(8)
const bpsOf = fixed(6)

/** Rounded to the nearest, halves up. */
const meanOf = (values: ReadonlyArray<bigint>): bigint => {
  const [sum, count] = [values.reduce((a, b) => a + b, 0n), BigInt(values.length)]
  const twice = 2n * sum + count
  const floor = twice / (2n * count)
  return twice < 0n && twice % (2n * count) !== 0n ? floor - 1n : floor
}

const far = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a)

if (folder === undefined) {
  it('skips the real capture under the queue model, as SHADOWTAPE_CAPTURES names no folder', async () => {
    const ran = await runCli(['run', '--capture', 'no-such-capture', '--fill-model', 'queue'])
    expect(ran).toMatchObject({ code: 1, stdout: '' })
  })
} else {
  describe('a real capture under the queue model', () => {
    const dir = tempDir()
    const journal = join(dir, 'real.jsonl')
    let lines: ReadonlyArray<Line> = []

    beforeAll(async () => {
      const capture = join(folder, 'btcusdt-linear-2024-08-08.capture.gz')
      const args = ['--fill-model', 'queue', '--edge', 'markout', '--edge-threshold', '5']
      const ran = await runCli(['run', '--capture', capture, ...args, '--journal', journal])
      expect(ran.code).toBe(0)
      expect(ran.stderr).toContain('System FROZEN: edge=')
      lines = readFileSync(journal, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Line)
    })

    const named = (): { frozen: Line; fills: ReadonlyArray<Line> } => {
      const frozen = lines.find(({ type }) => type === 'TradingFrozen') as Line
      const seqs = String(frozen['windowSeqs']).split(',').map(Number)
      return { frozen, fills: seqs.map((seq) => lines[seq - 1] as Line) }
    }

    it('freezes on the mean of the markouts of the fills that it names', () => {
      const { frozen, fills } = named()
      expect(fills).toHaveLength(Number(frozen['windowLines']))
      const worth = fills.map((fill) => {
        expect(fill['type']).toBe('OrderFilled')
        const looks = lines.filter(
          (line) =>
            line['type'] === 'MarkoutMeasured' &&
            line['fillId'] === fill['fillId'] &&
            line['horizonUs'] === frozen['horizonUs'] &&
            Number(line['seq']) < Number(frozen['seq']),
        )
        expect(looks).toHaveLength(1)
        return bpsOf(looks[0]?.['markoutBps'])
      })
      expect(far(meanOf(worth), bpsOf(frozen['observed']))).toBeLessThanOrEqual(1n)
      expect(bpsOf(frozen['observed'])).toBeLessThan(bpsOf(frozen['threshold']))
    })

    it('fills no more than the trades that came to our prices', () => {
      const { fills } = named()
      let makers = 0
      for (const fill of fills.filter(({ liquidity }) => liquidity === 'Maker')) {
        const trade = lines[Number(fill['cause']) - 1] as Line
        expect(trade).toMatchObject({ type: 'TradePrinted', symbol: fill['symbol'] })
        expect(trade['side']).not.toBe(fill['side'])
        const beyond = Number(trade['price']) - Number(fill['price'])
        expect(fill['side'] === 'Buy' ? beyond : -beyond).toBeLessThanOrEqual(0)
        const same = lines.filter(
          ({ type, cause }) => type === 'OrderFilled' && cause === fill['cause'],
        )
        const filled = same.reduce((sum, { qty }) => sum + qtyOf(qty), 0n)
        expect(filled <= qtyOf(trade['qty'])).toBe(true)
        makers += 1
      }
      expect(makers).toBeGreaterThan(0)
    })

    it('replays byte for byte', async () => {
      const again = join(dir, 'again.jsonl')
      expect(await runCli(['replay', journal, '--out', again])).toMatchObject({ code: 0 })
      expect(readFileSync(again).equals(readFileSync(journal))).toBe(true)
    })
  })
}
