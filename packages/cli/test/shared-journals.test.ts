import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { createRecording, fileFailureText } from '@shadowtape/adapters'
import { isLeft, isRight } from 'fp-ts/Either'

import { cliArguments, runCli } from './run-cli'
import { linesOf } from './support/demo-journal'
import { manyQuotes } from './support/many-quotes'
import { startChild } from './support/run-child'
import { runCli as runHere } from './support/run-cli'
import { tempDir } from './support/temp-dir'

const dir = tempDir()
const at = (name: string): string => join(dir, name)
const sizeOf = (name: string): number => statSync(at(name), { throwIfNoEntry: false })?.size ?? 0
const recording = ['run', '--capture', 'a.capture', '--edge', 'demo']

beforeAll(() => {
  writeFileSync(at('a.capture'), manyQuotes(8_000))
})

const started = async (journal: string, first: string, ...more: ReadonlyArray<string>) => {
  const run = startChild([...recording, '--journal', journal, ...more], dir)
  while (sizeOf(first) === 0 && run.child.exitCode === null) await wait(2)
  return run
}

const isWhole = async (journal: string): Promise<void> => {
  expect((await runHere(['verify', at(journal)])).stderr).toBe('')
  expect((await runHere(['replay', at(journal)])).code).toBe(0)
}

describe('two writers of one journal', () => {
  it('are one: who comes second is refused, and the first is not disturbed', async () => {
    const first = await started('one.jsonl', 'one.jsonl')
    const second = runCli([...recording, '--journal', 'one.jsonl'], { cwd: dir })
    expect(second).toMatchObject({ code: 1, stdout: '' })
    expect(second.stderr).toContain('one.jsonl: it exists already; --force replaces it\n')
    expect((await first.done).code).toBe(0)
    await isWhole('one.jsonl')
  })

  it('that start in the same moment are one', async () => {
    const both = [1, 2].map(() => startChild([...recording, '--journal', 'same.jsonl'], dir))
    const codes = await Promise.all(both.map(async ({ done }) => (await done).code))
    expect(codes.sort()).toStrictEqual([0, 1])
    await isWhole('same.jsonl')
  })

  it('have two files where the second replaces the first, and share no byte', async () => {
    const first = await started('replaced.jsonl', 'replaced.jsonl')
    const second = runCli([...recording, '--journal', 'replaced.jsonl', '--force'], { cwd: dir })
    expect(second.code).toBe(0)
    expect((await first.done).code).toBe(0)
    await isWhole('replaced.jsonl')
  })

  it('of a run directory are one as well', async () => {
    const rolls = ['--roll-bytes', '300000']
    const first = await started('run/', 'run/000001.jsonl', ...rolls)
    const second = runCli([...recording, '--journal', 'run/', ...rolls], { cwd: dir })
    expect(second).toMatchObject({ code: 1, stdout: '' })
    expect(second.stderr).toContain('run: cannot create: it exists already')
    expect((await first.done).code).toBe(0)
    expect(readdirSync(at('run')).length).toBeGreaterThan(3)
    await isWhole('run')
  })

  it('of a run directory that was replaced: who comes to a segment second stops there', () => {
    const [one, two] = (['refuse', 'replace'] as const).map((ifExists) => {
      const writer = createRecording(`${at('taken')}/`, ifExists)
      if (isLeft(writer)) throw new Error(fileFailureText(writer.left))
      return writer.right
    })
    const segment = () => readFileSync(join(at('taken'), '000002.jsonl'), 'utf8')
    expect(
      [two?.roll(2), two?.write(Buffer.from('two\n'))].map(
        (done) => done !== undefined && isRight(done),
      ),
    ).toStrictEqual([true, true])
    const rolled = one?.roll(2)
    expect(rolled).toMatchObject({ left: { doing: 'create', code: 'EEXIST' } })
    // and what it would write is refused for the same reason, and never reaches the other's
    expect(one?.write(Buffer.from('one\n'))).toStrictEqual(rolled)
    expect(segment()).toBe('two\n')
  })
})

/** What is read of a journal while it is written, by every command that reads one. */
const readers: ReadonlyArray<ReadonlyArray<string>> = [
  ['verify'],
  ['info'],
  ['doctor'],
  ['cat', '--json'],
  ['state', '--seq', '50'],
  ['replay'],
  ['replay', '--fold'],
  ['anchor'],
]

/** Writes journals anew as a recorder would, but slower, and in pieces that end anywhere. */
const slowly = `
  const [fs, [from, to]] = [require('node:fs'), process.argv.slice(1)]
  const names = fs.statSync(from).isDirectory() ? fs.readdirSync(from).sort() : ['']
  for (const name of names) {
    const bytes = fs.readFileSync(from + name)
    const fd = fs.openSync(to + name, 'wx')
    for (let at = 0; at < bytes.length; at += 1_777) {
      fs.writeSync(fd, bytes.subarray(at, at + 1_777))
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
    fs.closeSync(fd)
  }
`

describe('a journal on which another process still writes', () => {
  const demo = ['exec-demo', '--shadow', '--iterations', '120', '--journal']

  it.each(['growing.jsonl', 'growing/'])(
    '%s is never called damaged, and is followed to its close',
    async (journal) => {
      const isRun = journal.endsWith('/')
      const whole = isRun ? 'made/' : 'made.jsonl'
      const rolls = isRun ? ['--roll-bytes', '100000'] : []
      expect((await runHere([...demo, at(whole), ...rolls])).code).toBe(0)
      if (isRun) mkdirSync(at(journal))
      const writer = spawn(process.execPath, ['-e', slowly, at(whole), at(journal)])
      while (sizeOf(isRun ? `${journal}000001.jsonl` : journal) < 30_000) await wait(2)
      const following = startChild(['cat', journal, '--follow', '--json'], dir)
      const said: Array<string> = []
      let reads = 0
      for (; writer.exitCode === null; reads++) {
        const [command = '', ...flags] = readers[reads % readers.length] ?? []
        const { code, stdout, stderr } = await runHere([command, at(journal), ...flags])
        if (/damaged|corrupt|diverged|contradicts|is not a journal/i.test(stderr) || code > 1)
          said.push(`${command}: exit ${String(code)}: ${stderr}`)
        if (/^error /m.test(stdout) && !stdout.includes('line-torn'))
          said.push(`${command}: ${stdout.slice(0, 500)}`)
        await wait(1)
      }
      expect(said).toStrictEqual([])
      expect(reads).toBeGreaterThanOrEqual(readers.length)
      const followed = await following.done
      expect([followed.code, followed.stderr]).toStrictEqual([0, ''])
      expect(followed.stdout).toBe((await runHere(['cat', at(whole), '--json'])).stdout)
    },
  )

  it('is cut short as far as a recovery is concerned, which the writer never notices', async () => {
    const writer = await started('half.jsonl', 'half.jsonl')
    const out = at('half-kept.jsonl')
    const { code } = await runHere(['recover', at('half.jsonl'), '--mode', 'tail', '--out', out])
    expect([0, 3]).toContain(code)
    expect((await writer.done).code).toBe(0)
    await isWhole('half.jsonl')
    const kept = readFileSync(out)
    expect(linesOf(kept).length).toBeGreaterThan(10)
    expect(readFileSync(at('half.jsonl')).subarray(0, kept.length)).toStrictEqual(kept)
  })
})

/** How a command is run where one directory cannot be written to: not even by root, who mounts it so. */
const readOnlyBy = (directory: string): ReadonlyArray<string> | null => {
  if (process.getuid?.() !== 0) {
    chmodSync(directory, 0o555)
    return []
  }
  const mounted = `mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"`
  const way = ['unshare', '--mount', 'sh', '-c', mounted, directory]
  return spawnSync(way[0] ?? '', [...way.slice(1), 'true']).status === 0 ? way : null
}

describe('a directory that cannot be written to', () => {
  const locked = at('locked')
  afterAll(() => {
    chmodSync(locked, 0o755)
  })

  const within = (way: ReadonlyArray<string>, args: ReadonlyArray<string>) => {
    const [command = '', ...rest] = [...way, process.execPath, ...cliArguments(args)]
    const ran = spawnSync(command, rest, { cwd: dir, encoding: 'utf8' })
    return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr }
  }
  const refusal = /: cannot (create|write): (permission denied|the file system is read-only)/

  it('is named by whoever writes, and reads as any other', async () => {
    mkdirSync(locked)
    expect(runCli(['exec-demo', '--shadow', '--journal', 'whole.jsonl'], { cwd: dir }).code).toBe(0)
    copyFileSync(at('whole.jsonl'), join(locked, 'whole.jsonl'))
    const cut = readFileSync(at('whole.jsonl')).subarray(0, -9)
    writeFileSync(join(locked, 'cut.jsonl'), cut)
    const way = readOnlyBy(locked)
    if (way === null) {
      // root may write anywhere, and this machine lets it mount nothing: its own tree is read-only
      const ran = await runHere(['exec-demo', '--shadow', '--journal', '/sys/kernel/j.jsonl'])
      expect([ran.code, ran.stderr]).toStrictEqual([1, expect.stringMatching(refusal)])
      return
    }
    const [whole, broken] = ['locked/whole.jsonl', 'locked/cut.jsonl']
    for (const args of [
      ['exec-demo', '--shadow', '--journal', 'locked/j.jsonl'],
      ['exec-demo', '--shadow', '--journal', 'locked/run/'],
      [...recording, '--journal', 'locked/j.jsonl'],
      ['recover', broken, '--mode', 'tail', '--out', 'locked/r.jsonl'],
      ['replay', whole, '--out', 'locked/again.jsonl'],
      ['export', whole, '--to', 'mcap', '--out', 'locked/x.mcap'],
      [...recording, '--journal', whole, '--force'],
    ]) {
      const ran = within(way, args)
      expect([args[0], ran.code, ran.stderr]).toStrictEqual([
        args[0],
        1,
        expect.stringMatching(refusal),
      ])
    }
    for (const command of ['verify', 'info', 'doctor', 'replay', 'anchor'])
      expect([command, within(way, [command, whole]).code]).toStrictEqual([command, 0])
    expect(within(way, ['recover', broken, '--mode', 'tail', '--out', 'kept.jsonl']).code).toBe(3)
    expect(readdirSync(locked).sort()).toStrictEqual(['cut.jsonl', 'whole.jsonl'])
    expect(readFileSync(join(locked, 'cut.jsonl'))).toStrictEqual(cut)
    expect(existsSync(at('kept.jsonl'))).toBe(true)
  })
})
