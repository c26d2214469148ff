import type { DemoJournal } from '../support/demo-journal'
import { demoJournal, fillingFlags, freezingFlags, linesOf, written } from '../support/demo-journal'
import { changing, resealed } from '../support/resealed'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
let filling: DemoJournal
let freezing: DemoJournal

beforeAll(async () => {
  filling = await demoJournal(dir, 'filling.jsonl', fillingFlags)
  freezing = await demoJournal(dir, 'freezing.jsonl', freezingFlags)
})

const cat = (...flags: ReadonlyArray<string>) => runCli(['cat', filling.path, ...flags])

const typeOf = (line: string): string => (JSON.parse(line) as { type: string }).type

const catBytes = (bytes: Uint8Array | string, ...flags: ReadonlyArray<string>) =>
  runCli(['cat', written(dir, 'case.jsonl', bytes), ...flags])

describe('cat', () => {
  it('prints every line as a row, under a head and a date, its columns aligned', async () => {
    const { code, stdout, stderr } = await cat()
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    const rows = stdout.trimEnd().split('\n')
    expect(rows).toHaveLength(linesOf(filling.bytes).length + 2)
    expect(rows[0]).toMatch(/^ +time {2}utc {14}  *seq {4}cause {2}type {14}message$/)
    expect(rows[1]).toBe('-- 2025-10-27 UTC --')
    expect(rows[5]).toBe(
      '    +0.000000  20:36:17.000000        4        -  QuoteObserved     ' +
        'BTCUSDT bid 49975.00 ask 50025.00',
    )
    expect(rows.find((row) => row.includes('OrderFilled'))).toBe(
      '    +0.100000  20:36:17.100000       21        7  OrderFilled       ' +
        'o-1 BTCUSDT Buy 0.010 @ 49975.00, leaves 0.000, fee 0.09995, maker against draw',
    )
  })

  it('counts the seconds from the first line, even when that is not shown', async () => {
    const { stdout } = await cat('--type', 'SessionClosed')
    expect(stdout.split('\n')[2]).toMatch(/^ +\+11\.000000 {2}20:36:28\.000000 /)
  })

  it('says when a new day begins', async () => {
    const late = await runCli(
      ['exec-demo', '--shadow', '--mode', 'dryrun', '--journal', `${dir}/late.jsonl`],
      { variables: { MM_FREEZE_UTC_ISO: '2025-10-27T23:59:40Z' } },
    )
    expect(late.code).toBe(0)
    const { stdout } = await runCli(['cat', `${dir}/late.jsonl`])
    expect(stdout.match(/^--.*$/gm)).toStrictEqual([
      ...['-- 2025-10-27 UTC --', '-- 2025-10-28 UTC --'],
    ])
  })

  it('prints the lines as they are in the journal, with --json', async () => {
    const { code, stdout } = await cat('--json')
    expect(code).toBe(0)
    expect(stdout).toBe(filling.bytes.toString())
  })

  it('keeps to some types', async () => {
    const { stdout } = await cat('--json', '--type', 'OrderFilled, Sealed')
    const types = stdout.trimEnd().split('\n').map(typeOf)
    const all = linesOf(filling.bytes).map(typeOf)
    expect(types).toStrictEqual(all.filter((type) => type === 'OrderFilled' || type === 'Sealed@2'))
    expect(new Set(types)).toStrictEqual(new Set(['OrderFilled', 'Sealed@2']))
  })

  it.each([
    ['7', 7, 7],
    ['7..9', 7, 9],
    ['..3', 1, 3],
    ['240..', 240, 1_000],
    ['900..950', 900, 950],
  ])('keeps to the seqs %s', async (range, from, to) => {
    const { code, stdout } = await cat('--json', '--seq', range)
    expect(code).toBe(0)
    expect(stdout).toBe(
      linesOf(filling.bytes)
        .slice(from - 1, to)
        .join(''),
    )
  })

  it('keeps to lines that name a symbol', async () => {
    const { stdout } = await cat('--json', '--symbol', 'ETHUSDT')
    const named = linesOf(filling.bytes).filter((line) => line.includes('"symbol":"ETHUSDT"'))
    expect(stdout).toBe(named.join(''))
    expect((await cat('--symbol', 'XRPUSDT')).stdout).toBe('')
  })

  it('keeps to what all of them let through', async () => {
    const { stdout } = await cat(
      '--json',
      '--symbol',
      'BTCUSDT',
      '--type',
      'PlaceOrder',
      '--seq',
      '..30',
    )
    expect(stdout.trimEnd().split('\n')).toHaveLength(4)
  })

  it('leaves the time of day out and cuts rows on a narrow terminal', async () => {
    const isTerminal = { stdout: true, stderr: false }
    const plain = { isTerminal, variables: { NO_COLOR: '1' } }
    const narrow = await runCli(['cat', freezing.path], { ...plain, columns: 80 })
    const rows = narrow.stdout.trimEnd().split('\n')
    expect(rows.filter((row) => row.length > 80)).toStrictEqual([])
    expect(rows[2]).toMatch(/^ {4}\+0\.000 {6}1 {6}- {2}SessionOpened .*…$/)
    const wide = await runCli(['cat', freezing.path], { ...plain, columns: 120 })
    expect(wide.stdout.split('\n').filter((row) => row.length > 120)).toStrictEqual([])
    expect(wide.stdout).toContain('20:36:17.000000')
  })

  it('paints on a terminal only, and not against NO_COLOR', async () => {
    const isTerminal = { stdout: true, stderr: true }
    const painted = await runCli(['cat', freezing.path], { isTerminal, columns: 120 })
    expect(painted.stdout).toContain('\x1b[31mTradingFrozen')
    const variables = { NO_COLOR: '1' }
    const plain = await runCli(['cat', freezing.path], { isTerminal, variables, columns: 120 })
    expect(plain.stdout).not.toContain('\x1b')
    expect((await runCli(['cat', freezing.path])).stdout).not.toContain('\x1b')
  })

  it('never lets a journal paint or move the cursor', async () => {
    const forged = resealed(freezing.bytes, changing(1, 'session', 'evil\x1b[2J'))
    const { stdout } = await catBytes(forged)
    expect(stdout).toContain('evil\\u001b[2J')
    expect(stdout).not.toContain('\x1b')
  })

  it('names a damaged line, leaves it out, and prints the others', async () => {
    const lines = [...linesOf(filling.bytes)]
    lines[29] = (lines[29] ?? '').replace('"seq":30', '"seq":31')
    const { code, stdout, stderr } = await catBytes(lines.join(''), '--json')
    expect(code).toBe(1)
    expect(stdout).toBe([...lines.slice(0, 29), ...lines.slice(30)].join(''))
    expect(stderr).toMatch(/case\.jsonl, line 30, field crc: crc is .* The line is left out\.\n/)
    expect(stderr).toContain('case.jsonl is damaged: 1 line left out.')
  })

  it('goes on where a symbol’s listing is damaged', async () => {
    const bytes = filling.bytes.toString().replace('"tickSize":"0.01"', '"tickSize":"0.02"')
    const { code, stdout } = await catBytes(bytes)
    expect(code).toBe(1)
    expect(stdout).toContain('BTCUSDT bid 49975.00 ask 50025.00')
    expect(stdout.trimEnd().split('\n')).toHaveLength(linesOf(filling.bytes).length + 1)
  })

  it('does not tell more than ten damaged lines, but counts them', async () => {
    const bytes = filling.bytes.toString().replaceAll('"Buy"', '"Bux"')
    const { stderr } = await catBytes(bytes)
    const count = linesOf(filling.bytes).filter((line) => line.includes('"Buy"')).length
    expect(stderr.match(/left out\.$/gm)).toHaveLength(11)
    expect(stderr).toContain(`is damaged: ${count} lines left out.`)
  })

  it('says that a journal was cut short, within a line and behind one', async () => {
    const lines = linesOf(filling.bytes)
    const behind = await catBytes(lines.slice(0, 9).join(''))
    expect(behind.code).toBe(1)
    expect(behind.stderr).toContain('was cut short: it ends at seq 9 without SessionClosed')
    const within = await catBytes(lines.slice(0, 9).join('') + '{"seq":10,')
    expect(within.code).toBe(1)
    expect(within.stderr).toContain('line 10: the file was cut short in this line, after 10 bytes')
    expect(within.stdout).toBe(behind.stdout)
  })

  it('does not ask how a journal ends when it was asked for its beginning', async () => {
    const { code, stderr } = await catBytes(
      linesOf(filling.bytes).slice(0, 9).join(''),
      ...['--seq', '..5'],
    )
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
  })

  it('refuses a newer format', async () => {
    const { code, stderr } = await catBytes(
      resealed(filling.bytes, changing(1, 'formatVersion', 2)),
    )
    expect(code).toBe(5)
    expect(stderr).toContain('this engine reads up to 1.')
  })

  it.each([
    ['an empty file', '', 'is not a journal: it is empty.'],
    ['other JSON', '{"a":1}\n', 'is not a journal: its first line is not SessionOpened.'],
  ])('says of %s that it is no journal', async (_, bytes, says) => {
    const { code, stderr } = await catBytes(bytes)
    expect(code).toBe(1)
    expect(stderr).toBe(`${dir}/case.jsonl ${says}\n`)
  })

  it.each([
    [['--seq', '9..3'], '9..3 ends before it begins.'],
    [['--seq', 'x'], 'Give A..B, A.., ..B or N.'],
    [['--seq', '..'], 'Give A..B, A.., ..B or N.'],
    [['--type', 'orderfilled'], 'did you mean OrderFilled?'],
    [['--type', 'Sold'], 'There is no message "Sold"; there are AmendDenied, '],
  ])('does not understand %s, and says what it does', async (flags, says) => {
    const { code, stderr } = await cat(...flags)
    expect(code).toBe(2)
    expect(stderr).toContain(says)
  })

  it('says of a missing file that it is missing', async () => {
    const { code, stderr } = await runCli(['cat', `${dir}/none.jsonl`])
    expect(code).toBe(1)
    expect(stderr).toBe(`${dir}/none.jsonl: cannot open: no such file or directory.\n`)
  })
})
