import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const usage = `Usage: npm run large-journal -- [--mb N]

Records a journal of N MB (1024 by default) and one of an eighth of it, and runs every command that
reads a journal over both. Each must say what is right, and take as much memory for the large one as
for the small one. Needs three times N MB of disk in the system's directory for temporary files.
`

const program = resolve('packages', 'cli', 'bin', 'shadowtape.cjs')

/** A journal, the same with its last line torn, and what is known of it. */
type Large = {
  readonly journal: string
  readonly torn: string
  readonly bytes: number
  readonly lines: number
}

/** A command over a journal: its arguments, how it ends, and what its output must say. */
type Command = {
  readonly name: string
  readonly args: (of: Large, dir: string) => ReadonlyArray<string>
  readonly code?: number
  readonly says: (of: Large) => RegExp
}

const grouped = (n: number): string => n.toLocaleString('en-US')

const commands: ReadonlyArray<Command> = [
  {
    name: 'verify',
    args: ({ journal }) => ['verify', journal],
    says: ({ lines, bytes }) => new RegExp(`is sound: ${grouped(lines)} lines, ${grouped(bytes)}`),
  },
  {
    name: 'info',
    args: ({ journal }) => ['info', journal],
    says: ({ lines }) => new RegExp(`${grouped(lines)} lines`),
  },
  {
    name: 'doctor',
    args: ({ journal }) => ['doctor', journal],
    says: ({ lines }) => new RegExp(`nothing found in ${grouped(lines)} lines`),
  },
  {
    name: 'recover --mode tail',
    args: ({ torn }, dir) => [
      'recover',
      torn,
      '--mode',
      'tail',
      '--out',
      join(dir, 'r'),
      '--force',
    ],
    code: 3,
    says: ({ lines }) => new RegExp(`${grouped(lines - 1)} lines of .*, read back and sound`),
  },
  {
    name: 'recover --mode salvage',
    args: ({ torn }, dir) => [
      ...['recover', torn, '--mode', 'salvage', '--out', join(dir, 'r'), '--force'],
    ],
    code: 3,
    says: ({ lines }) => new RegExp(`${grouped(lines - 1)} lines of .*numbered and sealed anew`),
  },
  {
    name: 'state at the last line',
    args: ({ journal, lines }) => ['state', journal, '--seq', String(lines), '--json'],
    says: ({ lines }) => new RegExp(`"seq":${String(lines)}[,}]`),
  },
  {
    name: 'state in the middle, from the first line',
    args: ({ torn, lines }) => ['state', torn, '--seq', String(lines >> 1), '--json'],
    says: ({ lines }) => new RegExp(`"seq":${String(lines >> 1)}[,}]`),
  },
  {
    name: 'cat',
    args: ({ journal }) => ['cat', journal],
    says: () => /SessionClosed/,
  },
  {
    name: 'cat --json',
    args: ({ journal }) => ['cat', journal, '--json'],
    says: () => /"type":"SessionClosed"/,
  },
  {
    name: 'replay',
    args: ({ journal }) => ['replay', journal],
    says: ({ lines }) => new RegExp(`byte for byte: ${grouped(lines)} lines`),
  },
  {
    name: 'report',
    args: ({ journal }, dir) => ['report', journal, '--out', join(dir, 'r.html'), '--force'],
    says: () => /open it in a browser/,
  },
  {
    name: 'replay --fold',
    args: ({ journal }) => ['replay', journal, '--fold'],
    says: ({ lines }) => new RegExp(`${grouped(lines)} lines`),
  },
]

/** Node lets its heap grow for as long as there is room: here there is none for a journal. */
const heap = '--max-old-space-size=64'

/** How a command went: the ends of what it printed, and the most memory it took, in MB. */
type Went = {
  readonly code: number | null
  readonly says: string
  readonly rssMb: number
  readonly seconds: number
}

/** Runs a command with its output in a file, of which only the end is looked at. */
const run = (args: ReadonlyArray<string>, dir: string): Went => {
  const [out, peak, hook] = [join(dir, 'out'), join(dir, 'peak'), join(dir, 'peak.cjs')]
  const write = `require('fs').writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS))`
  writeFileSync(hook, `process.on('exit', () => ${write})\n`)
  const begun = process.hrtime.bigint()
  const { status: code } = spawnSync(
    process.execPath,
    [heap, '--require', hook, program, ...args],
    {
      stdio: ['ignore', openSync(out, 'w'), openSync(out, 'a')],
    },
  )
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9
  const says = endsOf(out)
  const rssMb = Math.round(Number(readFileSync(peak, 'utf8')) / 1024)
  return { code, says, rssMb, seconds }
}

/** How a file begins and ends, which is all that is looked at of what may be a gigabyte. */
const endsOf = (path: string): string =>
  ['head', 'tail']
    .map((end) => spawnSync(end, ['-c', '20000', path], { encoding: 'utf8' }).stdout)
    .join('\n')

/** Records a journal of about so many bytes, with its snapshots, and tears a copy of it. */
const recorded = (dir: string, name: string, mb: number): Large & { readonly went: Went } => {
  const journal = join(dir, `${name}.jsonl`)
  const torn = join(dir, `${name}-torn.jsonl`)
  const iterations = String(Math.ceil((mb * (1 << 20)) / bytesAnIteration))
  const flags = ['--shadow', '--mode', 'dryrun', '--iterations', iterations, '--snapshots']
  const went = run(['exec-demo', ...flags, '--journal', journal], dir)
  const { size: bytes } = statSync(journal)
  copyFileSync(journal, torn)
  truncateSync(torn, bytes - 20)
  const close = spawnSync('tail', ['-n', '1', journal], { encoding: 'utf8' }).stdout
  const { lines } = JSON.parse(close) as { readonly lines: number }
  return { journal, torn, bytes, lines, went }
}

/** What `exec-demo` writes in one iteration, on the whole. */
const bytesAnIteration = 4_072

/** The large one may take so much more: what the garbage collector leaves is never quite the same. */
const moreMbMax = 48

const large = (args: ReadonlyArray<string>): number => {
  const mb = mbOf(args)
  if (mb === null) {
    process.stderr.write(usage)
    return 2
  }
  const dir = mkdtempSync(join(tmpdir(), 'shadowtape-large-'))
  try {
    return compared(dir, mb)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

const compared = (dir: string, mb: number): number => {
  const [small, whole] = [recorded(dir, 'small', mb / 8), recorded(dir, 'whole', mb)]
  process.stdout.write(
    `${grouped(whole.lines)} lines, ${grouped(whole.bytes)} bytes; memory beside a journal of an eighth\n`,
  )
  const complaints = [complaint('exec-demo', small.went, whole.went)]
  for (const { name, args, code = 0, says } of commands) {
    const [one, other] = [small, whole].map((of) => ({ of, went: run(args(of, dir), dir) }))
    if (one === undefined || other === undefined) continue
    for (const { of, went } of [one, other])
      if (went.code !== code || !says(of).test(went.says))
        complaints.push(`${name}: exit ${String(went.code)}: ${went.says.slice(-500)}`)
    complaints.push(complaint(name, one.went, other.went))
  }
  const said = complaints.filter((each) => each !== null)
  for (const each of said) process.stderr.write(`${each}\n`)
  return said.length === 0 ? 0 : 1
}

const complaint = (name: string, small: Went, whole: Went): string | null => {
  const took = `${whole.seconds.toFixed(1).padStart(6)} s`
  const memory = `${String(whole.rssMb).padStart(4)} MB, ${String(small.rssMb).padStart(4)} MB`
  process.stdout.write(`  ${name.padEnd(44)}${took}  ${memory}\n`)
  return whole.rssMb <= small.rssMb + moreMbMax
    ? null
    : `${name}: ${String(whole.rssMb)} MB, where an eighth of the journal took ${String(small.rssMb)}`
}

const mbOf = (args: ReadonlyArray<string>): number | null => {
  try {
    const { values } = parseArgs({ args: [...args], options: { mb: { type: 'string' } } })
    const { mb = '1024' } = values
    return /^[1-9][0-9]{0,5}$/.test(mb) ? Number(mb) : null
  } catch {
    return null
  }
}

process.exitCode = large(process.argv.slice(2))
