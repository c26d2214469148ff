import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import { stepCommands } from '../../src/steps/step-commands'
import { cliArguments } from '../run-cli'
import { linesOf, written } from '../support/demo-journal'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const golden = join(goldensFolder, 'market-maker-freeze.jsonl')

/** Runs `shadowtape step` with commands piped in, a line each. */
const piped = (commands: ReadonlyArray<string>, ...args: ReadonlyArray<string>) => {
  const ran = spawnSync(process.execPath, cliArguments(['step', ...args]), {
    input: commands.map((command) => `${command}\n`).join(''),
    encoding: 'utf8',
  })
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr }
}

type Said = Record<string, unknown> & { readonly seq: number }

const objects = (stdout: string): ReadonlyArray<Said> =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Said)

describe('shadowtape step, with commands from stdin', () => {
  it('prints what came of each command, and passes over remarks and empty lines', () => {
    const ran = piped(['# to the fill', '', 'next-fill', 'watch totals.fills', '2 forward'], golden)
    expect([ran.code, ran.stderr]).toStrictEqual([0, ''])
    const rows = ran.stdout.split('\n')
    expect(rows[0]).toBe('line 23 of 2,541  +0.404410 s  2025-10-27T20:36:17.404410 UTC')
    expect(rows).toContain('totals.fills  1')
    expect(rows).toContain('  watch    totals.fills  1 -> 2')
    expect(rows.filter((row) => row.startsWith('line '))).toHaveLength(2)
  })

  it('gives an object for each under --json, with the state as state says it', async () => {
    const commands = ['next-fill', 'watch positions.BTCUSDT.qty', 'forward', 'why', 'reproduce']
    const ran = piped([...commands, 'nonsense', 'help'], golden, '--json')
    expect([ran.code, ran.stderr]).toStrictEqual([2, ''])
    const said = objects(ran.stdout)
    expect(said.map(({ command }) => command)).toStrictEqual([...commands, 'nonsense', 'help'])
    const [fill, , forward, why, reproduce, nonsense, help] = said
    expect(fill).toMatchObject({ done: true, says: null, seq: 23, last: 2_541, closed: true })
    expect(forward).toMatchObject({
      ...{ seq: 24, symbol_shown: 'BTCUSDT', goes_no_further: null },
      watches: [{ value: '0.000', changes: [{ path: '', before: '0.008', after: '0.000' }] }],
    })
    const causes = why?.['causes'] as ReadonlyArray<Said>
    expect(causes.at(0)?.['cause']).toBeNull()
    expect(reproduce?.['commands']).toContain(`shadowtape state ${golden} --seq 24`)
    expect(nonsense).toMatchObject({ done: false, seq: 24 })
    expect(help?.['help']).toHaveLength(stepCommands.length)
    const state = await runCli(['state', golden, '--seq', '24', '--json'])
    const { report } = JSON.parse(state.stdout) as { report: { totals: unknown } }
    expect(forward?.['totals']).toStrictEqual(report.totals)
  })

  it('ends with 2 where a command was not understood, and still does the others', () => {
    const ran = piped(['nex-fill', 'next-fill', 'watch', 'forward x', 'first 3'], golden)
    expect(ran.code).toBe(2)
    expect(ran.stderr).toBe(
      'Error: some commands were not understood; the command help lists them all\n',
    )
    expect(ran.stdout).toContain(
      'there is no command "nex-fill"; did you mean next-input, next-fill',
    )
    expect(ran.stdout).toContain('line 23 of 2,541')
    expect(ran.stdout).toContain('watch needs PATH: show a place in the state')
    expect(ran.stdout).toContain('forward x: It is not a plain decimal')
    expect(ran.stdout).toContain('first takes nothing behind it')
  })

  it('ends with 0 where there was nothing more to find, and says so', () => {
    const ran = piped(['last', 'next-fill', 'quit', 'bogus'], golden)
    expect([ran.code, ran.stderr]).toStrictEqual([0, ''])
    expect(ran.stdout).toContain('there is no fill behind line 2,541\n')
  })

  it('begins where --seq or --at says, or says what is there', () => {
    expect(piped(['show'], golden, '--seq', '2099').stdout).toMatch(/^line 2,099 of /)
    expect(piped(['show'], golden, '--at', '+22.003676s').stdout).toMatch(/^line 2,097 of /)
    expect(piped([], golden, '--seq', '9999')).toStrictEqual({
      ...{ code: 2, stdout: '' },
      stderr: `${golden}: there is no line 9,999; the last is 2,541.\n`,
    })
    expect(piped([], golden, '--seq', '3', '--at', '+1s').code).toBe(2)
  })

  it('ends with 1 where the journal is damaged at a line that it came to, and only there', () => {
    const lines = [...linesOf(readFileSync(golden))]
    lines[99] = (lines[99] ?? '').replace('"cause"', '"cAuse"')
    const path = written(dir, 'damaged.jsonl', lines.join(''))
    expect(piped(['goto 99'], path).code).toBe(0)
    const ran = piped(['goto 150', 'next-fill'], path)
    expect(ran.code).toBe(1)
    expect(ran.stdout).toContain('it goes no further than line 99: ')
    expect(ran.stderr).toMatch(/damaged\.jsonl, line 100.*: /)
  })

  it('says why a journal cannot be gone through at all', () => {
    const none = piped(['first'], join(dir, 'none.jsonl'))
    expect([none.code, none.stdout]).toStrictEqual([1, ''])
    expect(none.stderr).toContain('none.jsonl')
    const empty = piped(['first'], written(dir, 'empty.jsonl', ''))
    expect([empty.code, empty.stdout]).toStrictEqual([1, ''])
    expect(empty.stderr).toContain('it is empty')
  })

  it('prints no control character, whatever is typed or recorded', () => {
    const ran = piped(['symbol \u001b[2J', 'watch \u001b]0;x\u0007', 'follow \u009b'], golden)
    expect(/[^\n\P{Cc}]/u.test(ran.stdout)).toBe(false)
  })
})
