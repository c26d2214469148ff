import { spawn } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { cliArguments, runCli } from './run-cli'
import { linesOf } from './support/demo-journal'
import { manyQuotes } from './support/many-quotes'
import { tempFolder } from './temp-folder'

const folder = tempFolder()
const at = (name: string): string => join(folder(), name)
const sizeOf = (name: string): number => statSync(at(name), { throwIfNoEntry: false })?.size ?? 0
const args = ['run', '--capture', 'a.capture', '--edge', 'demo']

/** Kills a run, as no process can hear, once its journal is so large. */
const killed = async (journal: string, bytes: number): Promise<void> => {
  const child = spawn(process.execPath, cliArguments([...args, '--journal', journal]), {
    cwd: folder(),
    stdio: 'ignore',
  })
  const ended = new Promise<NodeJS.Signals | null>((done) => {
    child.on('close', (_, signal) => {
      done(signal)
    })
  })
  while (sizeOf(journal) < bytes && child.exitCode === null) await wait(1)
  child.kill('SIGKILL')
  expect(await ended).toBe('SIGKILL')
}

/** The inputs and orders of a journal, without their places in it. */
const storyOf = (journal: string): ReadonlyArray<string> =>
  linesOf(readFileSync(at(journal)))
    .filter(
      (line) => !/"type":"(Sealed|S[a-zA-Z]+(Opened|Taken|Resumed|Closed))(@\d+)?"/.test(line),
    )
    .map((line) => line.slice(line.indexOf('"type":'), line.lastIndexOf(',"crc":')))

describe('a run that is killed', () => {
  it.each([1, 300_000])(
    'goes on by --resume once it wrote %i bytes, to the same end',
    async (n) => {
      writeFileSync(at('a.capture'), manyQuotes(20_000))
      await killed('cut.jsonl', n)
      const cut = readFileSync(at('cut.jsonl'))
      const on = ['--resume', 'cut.jsonl', '--journal', 'on.jsonl']
      const resumed = runCli(['run', '--capture', 'a.capture', ...on], { cwd: folder() })
      expect(resumed.stderr).toMatch(/^going on behind [0-9,]+ lines of cut.jsonl/)
      expect(resumed.code).toBe(0)
      expect(readFileSync(at('cut.jsonl'))).toStrictEqual(cut)
      const kept = cut.subarray(0, cut.lastIndexOf(10) + 1)
      expect(readFileSync(at('on.jsonl')).subarray(0, kept.length)).toStrictEqual(kept)
      const replayed = runCli(['replay', 'on.jsonl'], { cwd: folder() })
      expect([replayed.code, replayed.stdout]).toStrictEqual([
        0,
        expect.stringContaining('byte for'),
      ])
      expect(runCli([...args, '--journal', 'whole.jsonl'], { cwd: folder() }).code).toBe(0)
      expect(storyOf('on.jsonl')).toStrictEqual(storyOf('whole.jsonl'))
    },
  )
})
