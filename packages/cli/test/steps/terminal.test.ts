import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import { written } from '../support/demo-journal'
import type { PtyRun } from '../support/pty-run'
import { hasPty, ptyRuns, signals } from '../support/pty-run'
import { changing, resealed } from '../support/resealed'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const startPty = ptyRuns()
const golden = join(goldensFolder, 'market-maker-freeze.jsonl')
const clean = { code: 0, signal: null, isRaw: false }

/** Steps through a journal in a terminal, and waits for its first screen. */
const begun = async (
  path: string,
  size: readonly [number, number] = [80, 24],
  variables: Readonly<Record<string, string>> = {},
): Promise<PtyRun> => {
  const run = startPty(['step', path], size, variables)
  await run.shows('line 1 of')
  expect([run.buffer(), run.isCursorHidden()]).toStrictEqual(['alternate', true])
  return run
}

/** The terminal is as it was: its own screen, with a cursor. */
const isGivenBack = (run: PtyRun): void => {
  expect([run.buffer(), run.isCursorHidden()]).toStrictEqual(['normal', false])
}

if (!hasPty) {
  it('skips the terminal of step, as there is no python3 with pseudo-terminals', () => {
    expect(hasPty).toBe(false)
  })
} else {
  describe('step in a terminal', () => {
    it('goes by keys, a count before them, and to places', async () => {
      const run = await begun(golden)
      run.keys('f')
      await run.shows('line 23 of 2,541')
      run.keys('5l')
      await run.shows('line 28 of 2,541')
      run.keys('\u001b[D')
      await run.shows('line 27 of 2,541')
      run.keys('\u001b[B')
      await run.shows('line 28 of 2,541')
      run.keys(':1234\r')
      await run.shows('line 1,234 of 2,541')
      run.keys(':@+22.003677s\r')
      await run.shows('line 2,105 of 2,541')
      run.keys(':prev-freeze\r')
      const screen = await run.shows('line 2,099 of 2,541')
      expect(screen).toContain('trading FROZEN at line 2,099')
      run.keys('G')
      await run.shows('line 2,541 of 2,541')
      run.keys('g')
      await run.shows('line 1 of 2,541')
      run.keys('q')
      expect(await run.ended()).toStrictEqual(clean)
      isGivenBack(run)
    })

    it('watches, breaks, explains, helps, and says how to see the same from a shell', async () => {
      const run = await begun(golden)
      run.keys('w')
      await run.shows(' watch ')
      run.keys('totals.fil\t\t')
      await run.shows('watch totals.fill')
      run.keys('s\r')
      await run.shows('1 totals.fills  0')
      run.keys('bstate.totals.fills>=3\r')
      await run.shows('1 breakpoint: state.totals.fills>=3')
      run.keys('c')
      await run.shows('line 703 of 2,541')
      await run.shows('1 totals.fills  0 -> 3')
      run.keys('c')
      await run.shows('there is no line where a breakpoint strikes behind line 703')
      run.keys('\r')
      await run.shows('── why')
      await run.shows('BookUpdated')
      run.keys('?')
      await run.shows('reverse-continue')
      run.keys('\u001b')
      await run.shows('── lines')
      run.keys('x')
      await run.shows('no command has this key; ? shows all')
      run.keys('y')
      await run.shows(`--seq 703`)
      run.keys('q')
      expect(await run.ended()).toStrictEqual(clean)
      isGivenBack(run)
      await run.shows('shadowtape why ')
    })

    it.each([
      ['SIGTERM', signals.term],
      ['SIGINT', signals.int],
    ])('gives the terminal back at %s, and ends by it', async (_, signal) => {
      const run = await begun(golden)
      run.signal(signal)
      expect(await run.ended()).toStrictEqual({ code: null, signal, isRaw: false })
      isGivenBack(run)
    })

    it.each([
      ['Ctrl-Z', (run: PtyRun) => run.keys('\u001a')],
      ['SIGTSTP', (run: PtyRun) => run.signal(signals.tstp)],
    ])('gives the terminal back while it is stopped by %s, and draws anew', async (_, stop) => {
      const run = await begun(golden)
      run.keys('f')
      await run.shows('line 23 of')
      stop(run)
      expect(await run.stopped()).toBe(false)
      isGivenBack(run)
      run.signal(signals.cont)
      await run.shows('line 23 of')
      expect([run.buffer(), run.isCursorHidden()]).toStrictEqual(['alternate', true])
      run.keys('l')
      await run.shows('line 24 of')
      run.keys('\u0003')
      expect(await run.ended()).toStrictEqual(clean)
    })

    it('draws anew for every size that the terminal takes', async () => {
      const run = await begun(golden)
      run.keys('f')
      await run.shows('line 23 of')
      run.resize(120, 40)
      await run.shows('2025-10-27T20:36:17.404410 UTC')
      await run.shows('c continue')
      run.resize(30, 8)
      const small = await run.shows('>       23')
      expect(small).not.toContain('── BTCUSDT')
      run.keys('q')
      expect(await run.ended()).toStrictEqual(clean)
    })

    it('has no color under NO_COLOR, and some without', async () => {
      const color = /^\[(?:[0-9;]*;)?(?:3[0-7]|9[0-7]|38;5;\d+)m/
      for (const [plain, is] of [
        ['1', false],
        ['', true],
      ] as const) {
        const run = await begun(golden, [80, 24], { NO_COLOR: plain })
        run.keys('f')
        await run.shows('line 23 of')
        run.keys('q')
        await run.ended()
        expect(
          run
            .raw()
            .split('\u001b')
            .some((part) => color.test(part)),
        ).toBe(is)
      }
    })

    it('shows what a hostile journal says without doing it', async () => {
      const seq = 2_099
      const hostile = '\u001b]0;owned\u0007\u001b[2J^Rred'
      const bytes = resealed(readFileSync(golden), changing(seq, 'note', hostile))
      const path = written(dir, 'hostile.jsonl', bytes)
      const run = startPty(['step', path, '--seq', String(seq)], [120, 40])
      await run.shows('\\u001b]0;owned\\u0007\\u001b[2J^Rred')
      run.keys('\r')
      await run.shows('── why')
      run.keys('q')
      expect(await run.ended()).toStrictEqual(clean)
      expect(run.raw()).not.toContain('\u001b]0;owned')
    })

    it('gives the terminal back where the journal is gone, and says so', async () => {
      const path = join(dir, 'gone.jsonl')
      copyFileSync(golden, path)
      const run = await begun(path)
      rmSync(path)
      run.keys('G')
      expect(await run.ended()).toStrictEqual({ code: 1, signal: null, isRaw: false })
      isGivenBack(run)
      await run.shows('gone.jsonl: cannot open')
    })
  })
}
