import { spawn } from 'node:child_process'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { cliArguments, runCli } from './run-cli'
import { manyQuotes } from './support/many-quotes'
import { tempFolder } from './temp-folder'

const folder = tempFolder()

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** Runs over a long capture until its journal has grown to some size, then sends the signal. */
const interrupted = async (signal: 'SIGINT' | 'SIGTERM') => {
  writeFileSync(join(folder(), 'a.capture'), manyQuotes(200_000))
  const args = ['run', '--capture', 'a.capture', '--journal', 'j.jsonl']
  const child = spawn(process.execPath, cliArguments(args), { cwd: folder() })
  let stderr = ''
  child.stderr.on('data', (piece: Buffer) => {
    stderr += piece.toString()
  })
  child.stdout.resume()
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  while (sizeOf(join(folder(), 'j.jsonl')) === 0 && child.exitCode === null) await wait(5)
  child.kill(signal)
  return { code: await ended, stderr }
}

describe('a run that is asked to end', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s closes its journal, and says so',
    async (signal) => {
      expect(await interrupted(signal)).toStrictEqual({
        code: 3,
        stderr: 'Stopped by the operator before the capture ended.\n',
      })
      const closed = runCli(['cat', 'j.jsonl', '--type', 'CloseSession,SessionClosed', '--json'], {
        cwd: folder(),
      })
      expect(closed.stdout).toContain('"type":"CloseSession","reason":"OPERATOR"')
      expect(runCli(['replay', 'j.jsonl'], { cwd: folder() }).code).toBe(0)
    },
  )
})

describe('a run that is asked for a new segment', () => {
  it('by SIGHUP goes on in it, and the request replays', async () => {
    writeFileSync(join(folder(), 'a.capture'), manyQuotes(200_000))
    const args = ['run', '--capture', 'a.capture', '--journal', 'run/']
    const child = spawn(process.execPath, cliArguments(args), { cwd: folder() })
    child.stdout.resume()
    child.stderr.resume()
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    const segment = (name: string): number => sizeOf(join(folder(), 'run', name))
    while (segment('000001.jsonl') === 0 && child.exitCode === null) await wait(5)
    child.kill('SIGHUP')
    while (segment('000002.jsonl') === 0 && child.exitCode === null) await wait(5)
    child.kill('SIGINT')
    expect(await ended).toBe(3)
    const asked = runCli(['cat', 'run', '--type', 'RollJournal,SegmentOpened', '--json'], {
      cwd: folder(),
    })
    const types = asked.stdout
      .trim()
      .split('\n')
      .map((line) => /"type":"(\w+)"/.exec(line)?.[1])
    expect(types).toStrictEqual(['RollJournal', 'SegmentOpened'])
    expect(runCli(['replay', 'run'], { cwd: folder() }).code).toBe(0)
  })
})
