import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Ran } from './run-cli'
import { cliArguments, runCli } from './run-cli'
import { manyQuotes } from './support/many-quotes'
import { tempFolder } from './temp-folder'

const folder = tempFolder()

/** How large a file may get, in the blocks of 512 bytes that POSIX has `ulimit -f` count in. */
const blocksMax = 400

/** Runs `shadowtape` where no file may get larger: the system refuses the write that goes past. */
const runWithin = (...args: ReadonlyArray<string>): Ran => {
  const limited = ['-c', `ulimit -f ${String(blocksMax)} && exec "$@"`, 'sh']
  const ran = spawnSync('sh', [...limited, process.execPath, ...cliArguments(args)], {
    cwd: folder(),
    // ts-node keeps compiled code in a file; where that may not grow, it breaks `import()`
    env: { ...process.env, DISABLE_V8_COMPILE_CACHE: '1' },
    encoding: 'utf8',
  })
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr }
}

/** A write that does not fit is taken in part, and then the descriptor is left alone. */
const says =
  'Error: j.jsonl: cannot write: the system took only a part of it, as where space runs out\n' +
  'Trading was frozen: nothing that is decided now could be recorded.\n'
const kept = new RegExp(
  '^j\\.jsonl keeps ([\\d,]+) lines, (none of them sealed|sealed up to seq [\\d,]+), ' +
    'without a close, (none of it|[\\d,]+ of its 204,800 bytes) known to be on the device\\.\n' +
    'shadowtape recover j\\.jsonl --mode tail --out FILE makes a journal of them\\.\n$',
)

describe('a journal that outgrows its place', () => {
  beforeEach(() => {
    writeFileSync(join(folder(), 'a.capture'), manyQuotes(6_000))
  })

  it.each([
    ['run', '--capture', 'a.capture'],
    ['exec-demo', '--shadow', '--iterations', '4000'],
    ['demo'],
  ])('of %s stops it, is kept as far as it goes, and never looks complete', (...args) => {
    const ran = runWithin(...args, '--journal', 'j.jsonl')
    expect([ran.code, ran.stdout]).toStrictEqual([1, ''])
    const [, after = ''] = ran.stderr.split(says)
    const [, lines = ''] = kept.exec(after) ?? []
    expect(after).toMatch(kept)
    expect(statSync(join(folder(), 'j.jsonl')).size).toBe(512 * blocksMax)
    const verified = runCli(['verify', 'j.jsonl'], { cwd: folder() })
    expect(verified.code).toBe(1)
    expect(verified.stderr).toContain('j.jsonl, line ')
    expect(verified.stderr).toContain('the file was cut short in this line')
    const replayed = runCli(['replay', 'j.jsonl'], { cwd: folder() })
    expect(replayed.code).toBe(1)
    expect(replayed.stderr).toContain('What there is replays byte for byte, up to seq ')

    const torn = ['recover', 'j.jsonl', '--mode', 'tail', '--out', 'r.jsonl']
    const recovered = runCli(torn, { cwd: folder() })
    expect(recovered.code).toBe(3)
    expect(recovered.stdout).toContain(`r.jsonl: ${lines} lines of `)
    const whole = readFileSync(join(folder(), 'r.jsonl'))
    expect(readFileSync(join(folder(), 'j.jsonl')).subarray(0, whole.length)).toStrictEqual(whole)
  })

  it('of a replay is said not to be whole', () => {
    const ran = runCli(['run', '--capture', 'a.capture', '--journal', 'whole.jsonl'], {
      cwd: folder(),
    })
    expect(ran.code).toBe(0)
    const replayed = runWithin('replay', 'whole.jsonl', '--out', 'j.jsonl')
    expect(replayed).toStrictEqual({
      code: 1,
      stdout: '',
      stderr:
        'j.jsonl: cannot write: the system took only a part of it, as where space runs out; ' +
        'what is written is not a whole journal.\n',
    })
    const [whole, part] = ['whole.jsonl', 'j.jsonl'].map((name) =>
      readFileSync(join(folder(), name)),
    )
    expect(whole?.subarray(0, part?.length).equals(part ?? Buffer.alloc(0))).toBe(true)
  })

  it.each(['csv', 'mcap'])('of an export to %s leaves what was there, and no more', (format) => {
    const journal = ['--journal', 'whole.jsonl', '--force']
    expect(runCli(['run', '--capture', 'a.capture', ...journal], { cwd: folder() }).code).toBe(0)
    const out = `out.${format}`
    writeFileSync(join(folder(), out), 'precious')
    const types = format === 'csv' ? ['--types', 'QuoteObserved'] : []
    const flags = ['--to', format, '--out', out, '--force', ...types]
    const ran = runWithin('export', 'whole.jsonl', ...flags)
    expect(ran).toStrictEqual({
      code: 1,
      stdout: '',
      stderr:
        `Error: ${out}: cannot write: the file is as large as it may get\n` +
        `Nothing was exported; ${out} is as it was.\n`,
    })
    expect(readFileSync(join(folder(), out), 'utf8')).toBe('precious')
    expect(existsSync(join(folder(), `${out}.partial`))).toBe(false)
  })
})

/** Runs a command where `disk` is a file system of 200 KiB, and keeps what is in it behind that. */
const small = `mount -t tmpfs -o size=200k tmpfs disk || exit 99
  "$@"; code=$?; cp -r disk/. kept; exit $code`

/** Only root may mount one, and not everywhere. */
const onSmallDisk = (args: ReadonlyArray<string>): Ran | null => {
  for (const name of ['disk', 'kept']) mkdirSync(join(folder(), name), { recursive: true })
  const ran = spawnSync(
    'unshare',
    ['--mount', 'sh', '-c', small, 'sh', process.execPath, ...cliArguments(args)],
    { cwd: folder(), encoding: 'utf8' },
  )
  const isThere = ran.error === undefined && ran.status !== 99 && !ran.stderr.includes('unshare')
  return isThere ? { code: ran.status, stdout: ran.stdout, stderr: ran.stderr } : null
}

describe('a file system that is full', () => {
  it.each(['j.jsonl', 'run/'])('stops a run into %s, which keeps what there is', (name) => {
    writeFileSync(join(folder(), 'a.capture'), manyQuotes(6_000))
    const rolls = name.endsWith('/') ? ['--roll-bytes', '50000'] : []
    const run = ['run', '--capture', 'a.capture', '--fsync', 'batch', '--journal']
    // where none can be mounted the same is asked of a file that may not grow
    const ran = onSmallDisk([...run, `disk/${name}`, ...rolls]) ?? runWithin(...run, `kept/${name}`)
    expect([ran.code, ran.stdout]).toStrictEqual([1, ''])
    expect(ran.stderr).toMatch(/cannot (write|create): (no space left|the system took only a part)/)
    expect(ran.stderr).toContain('Trading was frozen')
    const kept = `kept/${name}`
    const verified = runCli(['verify', kept], { cwd: folder() })
    expect([verified.code, verified.stderr]).toStrictEqual([
      1,
      expect.stringContaining('cut short'),
    ])
    const replayed = runCli(['replay', kept], { cwd: folder() })
    expect(replayed.stderr).toContain('What there is replays byte for byte, up to seq ')
    const on = ['--resume', kept, '--capture', 'a.capture', '--journal', `on-${name}`]
    expect(runCli(['run', ...on], { cwd: folder() }).code).toBe(0)
    expect(runCli(['replay', `on-${name}`], { cwd: folder() }).code).toBe(0)
  })
})

/** Linux has a device that is always full; elsewhere what stands above has to do. */
if (existsSync('/dev/full')) {
  it('a full device is named, with what it was asked to do', () => {
    writeFileSync(join(folder(), 'a.capture'), manyQuotes(100))
    const journal = ['--journal', '/dev/full', '--force']
    for (const args of [
      ['run', '--capture', 'a.capture'],
      ['exec-demo', '--shadow'],
    ]) {
      const { code, stdout, stderr } = runCli([...args, ...journal], { cwd: folder() })
      expect({ code, stdout }).toStrictEqual({ code: 1, stdout: '' })
      expect(stderr).toContain('Error: /dev/full: cannot write: no space left on the device\n')
    }
  })
}
