import { existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

import { messageName } from '@shadowtape/core'
import type { DemoJournal } from '../support/demo-journal'
import {
  demoJournal,
  fillingFlags,
  freezingFlags,
  linesOf,
  smallFlags,
  written,
} from '../support/demo-journal'
import { changing, resealed } from '../support/resealed'
import { runChild } from '../support/run-child'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

type Fields = Readonly<Record<string, unknown>>

const dir = tempDir()
let small: DemoJournal
let filling: DemoJournal
let freezing: DemoJournal

beforeAll(async () => {
  small = await demoJournal(dir, 'small.jsonl', smallFlags)
  filling = await demoJournal(dir, 'filling.jsonl', fillingFlags)
  freezing = await demoJournal(dir, 'freezing.jsonl', freezingFlags)
})

const fieldsOf = (journal: DemoJournal): ReadonlyArray<Fields> =>
  linesOf(journal.bytes).map((line) => JSON.parse(line) as Fields)

const seqOf = (journal: DemoJournal, type: string): number =>
  Number(fieldsOf(journal).find((fields) => messageName(String(fields['type'])) === type)?.['seq'])

const replayBytes = (bytes: Uint8Array | string, ...flags: ReadonlyArray<string>) =>
  runCli(['replay', written(dir, 'case.jsonl', bytes), ...flags])

describe('replay', () => {
  it('says on one line that every byte came out the same, with counts, digests and rate', async () => {
    const lines = fieldsOf(filling)
    const { digest, stateDigest, inputs } = lines.at(-1) as Record<string, string>
    const { code, stdout, stderr } = await runCli(['replay', filling.path])
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n')).toHaveLength(2)
    const cameIn = lines.filter(({ cause }) => cause === null).length
    const derived = lines.length - cameIn
    expect(Number(inputs)).toBe(cameIn)
    expect(stdout).toContain(
      `replays byte for byte: ${lines.length} lines (${cameIn} inputs, ${derived} derived), ` +
        `head ${String(digest)}, state ${String(stateDigest)}, `,
    )
    expect(stdout).toMatch(/, \d+\.\d\d s, [\d,]+ lines\/s\n$/)
  })

  it('says the same as JSON', async () => {
    const { code, stdout } = await runCli(['replay', filling.path, '--json'])
    const result = JSON.parse(stdout) as Fields
    expect(code).toBe(0)
    expect(result).toMatchObject({ verdict: 'equal', lines: fieldsOf(filling).length, out: null })
    expect(result['head']).toBe(fieldsOf(filling).at(-1)?.['digest'])
    expect(Number(result['lines_per_second'])).toBeGreaterThan(0)
  })

  it.each(['small', 'filling', 'freezing'])(
    'writes the %s journal again, byte for byte',
    async (name) => {
      const out = join(dir, `${name}-again.jsonl`)
      const { code } = await runCli(['replay', join(dir, `${name}.jsonl`), '--out', out])
      expect(code).toBe(0)
      expect(readFileSync(out).equals(readFileSync(join(dir, `${name}.jsonl`)))).toBe(true)
    },
  )

  it('leaves a file alone that is there, unless it is told to replace it', async () => {
    const out = written(dir, 'precious.txt', 'precious')
    const refused = await runCli(['replay', small.path, '--out', out])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('it exists already; --force replaces it')
    expect(readFileSync(out, 'utf8')).toBe('precious')
    expect((await runCli(['replay', small.path, '--out', out, '--force'])).code).toBe(0)
    expect(readFileSync(out).equals(small.bytes)).toBe(true)
  })

  it('never writes over the journal it reads, by whatever name', async () => {
    const link = join(dir, 'link.jsonl')
    symlinkSync(small.path, link)
    const { code, stderr } = await runCli(['replay', small.path, '--out', link, '--force'])
    expect(code).toBe(2)
    expect(stderr).toContain('is the journal itself; it would be lost.')
    expect(readFileSync(small.path).equals(small.bytes)).toBe(true)
  })

  it('says that there is no room, and that what is written is not whole', async () => {
    if (!existsSync('/dev/full')) return
    const { code, stderr } = await runCli(['replay', small.path, '--out', '/dev/full', '--force'])
    expect(code).toBe(1)
    expect(stderr).toContain('/dev/full: cannot write: no space left on the device; what is')
  })

  it.each([
    ['OrderPlaced', 'price', '1.00', '"49975.00"'],
    ['OrderAccepted', 'orderId', 'o-9', '"o-1"'],
    ['OrderFilled', 'fee', '0.00000', '"0.09995"'],
    ['PlaceOrder', 'cause', 2, '4'],
  ])('names seq and field where a resealed %s has another %s', async (type, field, value, was) => {
    const seq = seqOf(filling, type)
    const forged = resealed(filling.bytes, changing(seq, field, value))
    expect((await runCli(['verify', written(dir, 'case.jsonl', forged)])).code).toBe(0)
    const { code, stdout, stderr } = await replayBytes(forged)
    expect({ code, stdout }).toStrictEqual({ code: 4, stdout: '' })
    const report = stderr.split('\n')
    expect(report[0]).toBe(
      `${dir}/case.jsonl diverges at seq ${seq} (line ${seq}): field ${field} differs`,
    )
    expect(report[1]).toBe(`  recorded  ${JSON.stringify(value)}`)
    expect(report[2]).toBe(`  replayed  ${was}`)
    expect(stderr).toContain(`Lines 1 to ${seq - 1} are equal.`)
    expect(report.length).toBeLessThanOrEqual(24)
  })

  it('tells the chain of causes, and how to look closer', async () => {
    const seq = seqOf(filling, 'OrderFilled')
    const { stderr } = await replayBytes(resealed(filling.bytes, changing(seq, 'fee', '0.00000')))
    const chain = stderr.slice(stderr.indexOf('Caused by'), stderr.indexOf('Lines 1'))
    expect(chain.match(/[A-Z]\w+(?= {2})/g)).toStrictEqual([
      ...['OrderAccepted', 'OrderPlaced', 'PlaceOrder', 'QuoteObserved'],
    ])
    expect(chain).toContain('(came in)')
    expect(stderr).toContain(
      `Look closer: shadowtape cat ${dir}/case.jsonl --seq ${seq - 8}..${seq + 4}\n`,
    )
  })

  it.each([
    [
      'OrderPlaced',
      'price',
      '49974.50',
      '+0.50 (50 ticks)',
      { by: '+0.50', unit: 'tick', steps: 50 },
    ],
    ['OrderPlaced', 'qty', '0.013', '-0.003 (3 lots)', { by: '-0.003', unit: 'lot', steps: -3 }],
    ['OrderFilled', 'fee', '0.10000', '-0.00005', { by: '-0.00005', unit: null, steps: null }],
    ['OrderCanceled', 'reason', 'FREEZE', null, null],
  ])('says how far a %s is apart whose %s is %s', async (type, field, value, says, apart) => {
    const journal = type === 'OrderCanceled' ? freezing : filling
    const seq = seqOf(journal, type)
    const other = type === 'OrderCanceled' ? 'OPERATOR' : value
    const forged = resealed(journal.bytes, changing(seq, field, other))
    const { stderr } = await replayBytes(forged)
    if (says === null) expect(stderr).not.toContain('\n  apart ')
    else expect(stderr).toContain(`\n  apart     ${says}\n`)
    const { stdout } = await replayBytes(forged, '--json')
    expect((JSON.parse(stdout) as Fields)['apart']).toStrictEqual(apart)
  })

  it('names the last seal that is equal, and the commands that say more', async () => {
    const denied = fieldsOf(freezing).findLast(({ type }) => type === 'OrderDenied')
    const forged = resealed(freezing.bytes, changing(Number(denied?.['seq']), 'reason', 'REDUCING'))
    const { stderr, code } = await replayBytes(forged)
    expect(code).toBe(4)
    const seals = fieldsOf(freezing).filter(
      ({ type, seq }) => type === 'Sealed@2' && Number(seq) < Number(denied?.['seq']),
    )
    expect(seals.length).toBeGreaterThan(0)
    const last = Number(seals.at(-1)?.['seq'])
    expect(stderr).toContain(
      ` The last seal among them is line ${last}.` +
        ` The last state that is equal is said in line ${last + 1}.\n`,
    )
    expect(stderr).toContain(`\n             shadowtape why ${dir}/case.jsonl --seq `)
    expect(stderr).toContain(`\n             shadowtape state ${dir}/case.jsonl --seq `)
  })

  it.each([80, 120])('keeps the report within %i columns', async (columns) => {
    const seq = seqOf(filling, 'OrderFilled')
    const path = written(dir, 'c.jsonl', resealed(filling.bytes, changing(seq, 'fee', '0.00000')))
    const { stderr } = await runCli(['replay', path], { columns })
    const tooWide = stderr.split('\n').filter((line) => line.length > columns)
    expect(tooWide.filter((line) => !line.includes(dir))).toStrictEqual([])
    expect(stderr).toContain('"fee":"0.00000"')
  })

  it('gives a divergence as JSON', async () => {
    const seq = seqOf(filling, 'OrderPlaced')
    const forged = resealed(filling.bytes, changing(seq, 'price', '1.00'))
    const { code, stdout, stderr } = await replayBytes(forged, '--json')
    expect({ code, stderr }).toStrictEqual({ code: 4, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ verdict: 'diverged', kind: 'changed', seq, line: seq, field: 'price' },
      ...{ recorded_value: '"1.00"', replayed_value: '"49975.00"', cause: seq - 1 },
    })
  })

  it('does not take a consequence for an input because someone took its cause away', async () => {
    const seq = seqOf(filling, 'OrderFilled')
    const { code, stderr } = await replayBytes(
      resealed(filling.bytes, changing(seq, 'cause', null)),
    )
    expect(code).toBe(1)
    expect(stderr).toBe(
      `${dir}/case.jsonl, line ${seq}, field cause: cause is null, but OrderFilled never comes in.\n`,
    )
  })

  it('says what the file is left with when it wrote along a divergence', async () => {
    const forged = resealed(small.bytes, changing(seqOf(small, 'OrderPlaced'), 'price', '1.00'))
    const out = join(dir, 'left.jsonl')
    const { code, stderr } = await replayBytes(forged, '--out', out)
    expect(code).toBe(4)
    expect(stderr).toContain(`${out} is left empty; it is not a whole journal.`)
    expect(statSync(out).size).toBe(0)
  })

  it('calls a damaged file damaged, in the words of verify', async () => {
    const damaged = filling.bytes.toString().replace('"bid":"49975.00"', '"bid":"49974.00"')
    const { code, stderr } = await replayBytes(damaged)
    const verified = await runCli(['verify', join(dir, 'case.jsonl')])
    expect(code).toBe(1)
    expect(stderr).toBe(verified.stderr)
  })

  it('replays what there is of a journal that was cut behind any of its lines', async () => {
    const lines = linesOf(small.bytes)
    for (let kept = 1; kept < lines.length; kept++) {
      const { code, stderr } = await replayBytes(lines.slice(0, kept).join(''))
      expect(code).toBe(1)
      expect(stderr).toContain(`was cut short: it ends at seq ${kept} `)
      expect(stderr).toContain(`What there is replays byte for byte, up to seq ${kept}.`)
    }
  })

  it('says of a cut journal that diverges before the cut that it diverges', async () => {
    const seq = seqOf(filling, 'OrderPlaced')
    const forged = resealed(filling.bytes, changing(seq, 'price', '1.00'))
    const { code, stderr } = await replayBytes(linesOf(forged).slice(0, 100).join(''))
    expect(code).toBe(4)
    expect(stderr).toContain(`diverges at seq ${seq} `)
    expect(stderr).toContain('The journal was cut short after that.')
  })

  it.each([
    ['formatVersion', 2, 'it is of format 2; this engine reads up to 1.'],
    ['engine', 'othertape', 'it was recorded by "othertape", not by shadowtape.'],
    ['engineVersion', '0.2.0', 'it was recorded by shadowtape "0.2.0", which may decide'],
    ['catalogue', 'a'.repeat(64), 'its message catalogue is aaaaaaaaaaaa…, this engine'],
    ['strategy', 'ghost', 'its strategy is "ghost". There is no strategy "ghost": built in are'],
    ['strategy', './gone.ts', 'cannot read: no such file or directory. Say where it is with'],
    ['generator', 'dice/6', 'its generator is "dice/6"; this engine knows only "murmur3-keyed/1".'],
    ['behaviors', 'newer', 'its behaviors "newer" are not numbers in ascending order'],
    ['behaviors', '9999', 'its behaviors "9999" name 9999; this engine knows '],
  ])('refuses, before it runs, a journal whose %s is %s', async (field, value, says) => {
    const out = join(dir, 'never.jsonl')
    const other = resealed(small.bytes, changing(1, field, value))
    const { code, stdout, stderr } = await replayBytes(other, '--out', out)
    expect({ code, stdout }).toStrictEqual({ code: 5, stdout: '' })
    expect(stderr).toContain(`${dir}/case.jsonl cannot be replayed: `)
    expect(stderr).toContain(says)
    expect(existsSync(out)).toBe(false)
  })

  it('does not refuse an engine whose version differs only in its last number', async () => {
    const { code, stderr } = await replayBytes(
      resealed(small.bytes, changing(1, 'engineVersion', '0.1.9')),
    )
    // the header is part of the state, so the close's digest is that of the other header
    expect(code).toBe(4)
    expect(stderr).toContain('field stateDigest differs')
  })

  it('refuses what does not go together, and what it does not know', async () => {
    const both = await runCli(['replay', small.path, '--fold', '--out', 'x'])
    expect(both.code).toBe(2)
    expect(both.stderr).toContain("'--out <file>' cannot be used with option '--fold'")
    expect((await runCli(['replay'])).code).toBe(2)
    const strategy = await runCli(['replay', small.path, '--strategy', 'ghost'])
    expect(strategy.code).toBe(2)
    expect(strategy.stderr).toContain('--strategy: There is no strategy "ghost"')
  })

  it('does all this as a program of its own, too', async () => {
    const { code } = await runChild(['replay', 'filling.jsonl', '--out', 'child.jsonl'], dir)
    expect(code).toBe(0)
    expect(readFileSync(join(dir, 'child.jsonl')).equals(filling.bytes)).toBe(true)
  })
})

describe('replay --fold', () => {
  it('comes to the state the journal closed with', async () => {
    const { stateDigest } = fieldsOf(freezing).at(-1) as Record<string, string>
    const { code, stdout } = await runCli(['replay', freezing.path, '--fold'])
    expect(code).toBe(0)
    expect(stdout).toContain(
      `folds to the state it closed with: ${fieldsOf(freezing).length} lines`,
    )
    expect(stdout).toContain(`state ${String(stateDigest)}, `)
    const json = await runCli(['replay', freezing.path, '--fold', '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ verdict: 'same state', state: stateDigest })
  })

  it('says recorded and folded where the state is another', async () => {
    const { stateDigest } = fieldsOf(small).at(-1) as Record<string, string>
    const seq = fieldsOf(small).length
    const forged = resealed(small.bytes, changing(seq, 'stateDigest', 'a'.repeat(64)))
    const { code, stderr } = await replayBytes(forged, '--fold')
    expect(code).toBe(4)
    expect(stderr).toBe(
      `${dir}/case.jsonl folds to another state: seq ${seq}, SessionClosed, field stateDigest\n` +
        `  recorded  ${'a'.repeat(64)}\n  folded    ${String(stateDigest)}\n` +
        'No line before it says what the state is.\n',
    )
  })

  it('says recorded and folded where the close counted otherwise', async () => {
    const seq = fieldsOf(filling).length
    const { fills } = fieldsOf(filling).at(-1) as Record<string, number>
    const forged = resealed(filling.bytes, changing(seq, 'fills', Number(fills) + 1))
    const { code, stderr } = await replayBytes(forged, '--fold')
    expect(code).toBe(4)
    expect(stderr).toBe(
      `${dir}/case.jsonl folds to another state: seq ${seq}, SessionClosed, field fills\n` +
        `  recorded  ${Number(fills) + 1}\n  folded    ${Number(fills)}\n` +
        `The last line that says the state and is equal is seq ${seq}.\n`,
    )
  })

  it('names the seal whose state is another, and the last line whose state is equal', async () => {
    const flags = ['--mode', 'dryrun', '--iterations', '120', '--state-digest-lines', '900']
    const journal = await demoJournal(dir, 'saying.jsonl', flags)
    const saying = fieldsOf(journal).filter(({ stateDigest }) => typeof stateDigest === 'string')
    const seals = saying.filter(({ type }) => type === 'Sealed@2').map(({ seq }) => Number(seq))
    expect(seals).toHaveLength(2)
    const [first = 0, second = 0] = seals
    const forged = resealed(journal.bytes, changing(second, 'stateDigest', 'a'.repeat(64)))
    const { code, stderr } = await replayBytes(forged, '--fold')
    expect(code).toBe(4)
    expect(stderr).toContain(`another state: seq ${second}, Sealed, field stateDigest\n`)
    expect(stderr).toContain(`The last line that says the state and is equal is seq ${first}.\n`)
    const json = await replayBytes(forged, '--fold', '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({
      ...{ verdict: 'diverged', seq: second, type: 'Sealed', last_equal_state: first },
      ...{ field: 'stateDigest', recorded: 'a'.repeat(64), folded: saying[1]?.['stateDigest'] },
    })
  })

  it('names the seq at which a history contradicts itself', async () => {
    const seq = seqOf(filling, 'OrderFilled')
    const forged = resealed(filling.bytes, changing(seq, 'orderId', 'o-99'))
    const { code, stderr } = await replayBytes(forged, '--fold')
    expect(code).toBe(4)
    expect(stderr).toContain(`contradicts itself at seq ${seq}: `)
  })

  it('says of damage and of a cut what verify says', async () => {
    const damaged = await replayBytes(filling.bytes.toString().replace('Buy', 'Bux'), '--fold')
    expect(damaged.code).toBe(1)
    expect(damaged.stderr).toContain('field crc: ')
    const cut = await replayBytes(linesOf(small.bytes).slice(0, 5).join(''), '--fold')
    expect(cut.code).toBe(1)
    expect(cut.stderr).toContain('was cut short: it ends at seq 5 ')
  })
})
