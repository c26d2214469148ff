import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { Ran } from '../run-cli'
import { runCli } from '../run-cli'
import { tempFolder } from '../temp-folder'

const recorded = resolve(__dirname, '../../../../journals/market-maker-freeze.jsonl')
const folder = tempFolder()
const step = (...args: ReadonlyArray<string>): Ran =>
  runCli(['step', recorded, ...args], { cwd: folder() })

describe('shadowtape step --from N --branch JOURNAL', () => {
  it('goes on from a line by other settings, into a journal that replays on its own', () => {
    const ran = step(
      ...['--from', '2098', '--branch', 'other.jsonl', '--set', 'risk.edgeThresholdBps=0.1'],
    )
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(ran.stdout).toMatch(/risk\.edgeThresholdBps=0\.1 +never +307 +6/)
    const [was, is] = [recorded, join(folder(), 'other.jsonl')].map((path) =>
      readFileSync(path, 'utf8').split('\n'),
    )
    expect(is?.slice(0, 2097)).toStrictEqual(was?.slice(0, 2097))
    expect(is?.[2097]).toContain('"type":"SettingsChanged","actor":"branch"')
    expect(runCli(['replay', 'other.jsonl'], { cwd: folder() }).code).toBe(0)
  })

  it('says the same as JSON', () => {
    const ran = step('--from', '2098', '--branch', 'other.jsonl', '--json')
    expect(JSON.parse(ran.stdout)).toMatchObject({ verdict: 'branched', from: { line: 2098 } })
  })

  it.each([
    [['--branch', 'x.jsonl'], 2, '--branch needs --from N'],
    [['--from', '9'], 2, '--from, --set and --force need --branch'],
    [['--set', 'session.seed=1'], 2, '--from, --set and --force need --branch'],
    [['--from', '9', '--branch', 'x.jsonl', '--seq', '3'], 2, 'no --seq, no --at'],
    [['--from', '9999', '--branch', 'x.jsonl'], 2, 'nothing comes into'],
    [['--from', '9', '--branch', 'x.jsonl', '--set', 'session.seed=1,2'], 2, 'has 2 values'],
    [
      ['--from', '9', '--branch', 'none/x/', '--set', 'no.such=1'],
      2,
      'There is no setting no.such',
    ],
  ])('refuses %j, exit %i', (args, code, says) => {
    const ran = step(...args)
    expect({ code: ran.code, says: ran.stderr.includes(says) ? says : ran.stderr }).toStrictEqual({
      code,
      says,
    })
    expect(existsSync(join(folder(), 'x.jsonl'))).toBe(false)
  })

  it('replaces no journal that exists, unless it is forced to', () => {
    writeFileSync(join(folder(), 'x.jsonl'), 'mine\n')
    expect(step('--from', '9', '--branch', 'x.jsonl')).toMatchObject({ code: 1, stdout: '' })
    expect(readFileSync(join(folder(), 'x.jsonl'), 'utf8')).toBe('mine\n')
    expect(step('--from', '9', '--branch', 'x.jsonl', '--force').code).toBe(0)
  })
})
