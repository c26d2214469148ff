import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { Ran } from '../run-cli'
import { cliArguments } from '../run-cli'
import { tempFolder } from '../temp-folder'

const root = resolve(__dirname, '..', '..', '..', '..')
const recorded = join(root, 'journals', 'market-maker-freeze.jsonl')
const example = join(root, 'examples', 'bot-with-goldens')
const folder = tempFolder()

const shadowtape = (args: ReadonlyArray<string>, variables: object = {}, input = ''): Ran => {
  const ran = spawnSync(process.execPath, cliArguments(args), {
    ...{ cwd: folder(), input, encoding: 'utf8' },
    env: { ...process.env, ...variables },
  })
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr }
}

/** Outside of CI, as a person would; jest itself may run in one. */
const golden = (args: ReadonlyArray<string>, variables = { CI: '' }): Ran =>
  shadowtape(['golden', ...args], variables)

const file = (path: string, text: string): void => {
  mkdirSync(join(folder(), path, '..'), { recursive: true })
  writeFileSync(join(folder(), path), text)
}
const read = (path: string): string => readFileSync(join(folder(), path), 'utf8')
const execDemo = (more = ''): string =>
  `execDemo:\n  symbols: BTCUSDT\n  iterations: 5\n  mode: dryrun\n${more}`

/** A case that was checked and accepted. */
const anAccepted = (name: string, text: string): void => {
  file(`goldens/${name}/case.yaml`, text)
  expect(golden(['check', `goldens/${name}`]).code).toBe(4)
  expect(golden(['accept', `goldens/${name}`]).code).toBe(0)
}
const expected = 'goldens/exec/expected.golden.ndjson'

describe('golden check', () => {
  it('keeps what a new case came to beside it, and expects it once it is accepted', () => {
    file('goldens/exec/case.yaml', execDemo())
    const first = golden(['check'])
    expect(first.code).toBe(4)
    expect(first.stdout).toContain('nothing is expected yet as goldens/exec/expected.golden')
    expect(existsSync(join(folder(), `${expected}.new`))).toBe(true)
    expect(golden(['accept', 'goldens/exec'])).toMatchObject({ code: 0, stderr: '' })
    expect(readdirSync(join(folder(), 'goldens/exec')).sort()).toStrictEqual([
      'case.yaml',
      'expected.golden.ndjson',
    ])
    expect(golden(['check'])).toMatchObject({
      code: 0,
      stdout: 'exec                     same\n1 case: 1 as expected.\n',
    })
  })

  it('says what a case came to otherwise, sums first, and keeps the new value', () => {
    anAccepted('exec', execDemo())
    file('goldens/exec/case.yaml', execDemo('  fillRate: 0.2\n'))
    const { code, stdout, stderr } = golden(['check', '--lines', '2'])
    expect(code).toBe(4)
    const at = (text: string): number => stdout.indexOf(text)
    for (const text of ['fills', 'net USD', 'only expected', 'fillRate "0.700000" -> "0.200000"'])
      expect(at(text)).toBeGreaterThan(0)
    expect(at('net USD')).toBeLessThan(at('only expected'))
    expect(at('only expected')).toBeLessThan(at('in order,'))
    expect(stdout).toMatch(/and \d+ more\n/)
    expect(stderr).toBe('1 case: 0 as expected, 1 not; shadowtape golden review.\n')
    expect(read(`${expected}.new`)).not.toBe(read(expected))
  })

  it('keeps the journals of cases that are not as expected, where that is asked', () => {
    anAccepted('exec', execDemo())
    expect(golden(['check', '--journals', 'made']).code).toBe(0)
    expect(existsSync(join(folder(), 'made/exec.jsonl'))).toBe(false)
    file('goldens/exec/case.yaml', execDemo('  fillRate: 0.2\n'))
    expect(golden(['check', '--journals', 'made']).code).toBe(4)
    expect(shadowtape(['replay', 'made/exec.jsonl']).code).toBe(0)
  })

  it('takes a kept value away once the case comes to what is expected again', () => {
    anAccepted('exec', execDemo())
    file('goldens/exec/case.yaml', execDemo('  fillRate: 0.2\n'))
    golden(['check'])
    file('goldens/exec/case.yaml', execDemo())
    expect(golden(['check']).code).toBe(0)
    expect(existsSync(join(folder(), `${expected}.new`))).toBe(false)
  })

  it('writes nothing in CI, and fails on what was never judged', () => {
    file('goldens/exec/case.yaml', execDemo())
    const ran = golden(['check'], { CI: 'true' })
    expect(ran).toMatchObject({ code: 4, stderr: '1 case: 0 as expected, 1 not.\n' })
    expect(existsSync(join(folder(), `${expected}.new`))).toBe(false)
    golden(['check'])
    golden(['accept', 'goldens'])
    file(`${expected}.new`, read(expected))
    const pending = golden(['check', '--ci'])
    expect(pending.code).toBe(1)
    expect(pending.stderr).toContain(`${expected}.new was never judged`)
  })

  it('fails in CI on a golden without a case, and says so elsewhere', () => {
    anAccepted('exec', execDemo())
    file('goldens/gone/expected.golden.ndjson', read(expected))
    expect(golden(['check', '--ci'])).toMatchObject({
      code: 1,
      stderr:
        'goldens/gone/expected.golden.ndjson has no case.yaml: it is expected of nothing.\n' +
        '1 case: 1 as expected, 0 not.\n',
    })
    const ran = golden(['check'])
    expect(ran.code).toBe(0)
    expect(ran.stdout).toContain('gone/expected.golden.ndjson has no case.yaml')
  })

  it('tells a change that no line shows from one of the source alone', () => {
    anAccepted('exec', execDemo())
    const text = read(expected)
    const other = (name: string): string =>
      text.replace(new RegExp(`("${name}":")[0-9a-f]{8}`), '$100000000')
    file(expected, other('journal'))
    const hidden = golden(['check'])
    expect(hidden.code).toBe(4)
    expect(hidden.stdout).toContain('exec                     hidden\n')
    file(expected, other('journal').replace(/("engine":")[^"]+/, '$10.0.9'))
    const same = golden(['check'])
    expect(same.code).toBe(0)
    expect(same.stdout).toContain('same decisions\n  every line is the same; otherwise: the engine')
    expect(golden(['check', '--digests', '--ci']).stdout).toContain('same decisions')
    expect(golden(['check', '--digests']).stdout).toContain('its digests are new')
    expect(read(expected)).toBe(text)
  })

  it('names the line of a golden that is none, such as one of a merge that failed', () => {
    anAccepted('exec', execDemo())
    const [first = '', second = '', ...rest] = read(expected).split('\n')
    file(expected, [first, '<<<<<<< HEAD', second, ...rest].join('\n'))
    const ran = golden(['check'])
    expect(ran.code).toBe(1)
    expect(ran.stdout).toContain(`Error: ${expected}:2: a merge conflict`)
    file(expected, [second, ...rest].join('\n'))
    expect(golden(['check']).stdout).toContain(`${expected}:1: `)
  })

  it('redacts what a case says may vary, says so in its first line, and has no digest then', () => {
    const redact = 'redact:\n  - {field: OrderPlaced.price, because: the test wants it}\n'
    anAccepted('exec', execDemo() + redact)
    const [head = ''] = read(expected).split('\n')
    expect(JSON.parse(head)).toMatchObject({ journal: null, redacted: 'OrderPlaced.price' })
    expect(golden(['check']).code).toBe(0)
    file('goldens/exec/case.yaml', execDemo())
    const ran = golden(['check'])
    expect(ran.code).toBe(4)
    expect(ran.stdout).toContain('redacted: OrderPlaced.price -> nothing')
  })

  it.each([
    ['run:\n  capture: none.gz\n', 1, 'none.gz'],
    ['walk: {}\n', 2, 'case.yaml:1: walk is none of run, demo, execDemo, session'],
    ['market: keep\n', 2, 'case.yaml: it says none of run, demo, execDemo, session'],
    [`${execDemo()}demo: {}\n`, 2, 'case.yaml:5: demo cannot stand beside execDemo'],
    [execDemo('  fillrate: 1\n'), 2, 'case.yaml:5: fillrate is no setting; there are '],
    [execDemo('  journal: x\n'), 2, 'case.yaml:5: journal is no setting'],
    [execDemo('  fillRate: 2\n'), 2, 'case.yaml:5: fillRate is "2": It must be 0 to 1.'],
    [execDemo('market: some\n'), 2, 'case.yaml:5: market is "some", not keep or leave out'],
    [execDemo('redact: [{field: a}]\n'), 2, 'case.yaml:5: redact number 1 has no field'],
    [
      execDemo('redact: [{field: Order.sort}]\n'),
      2,
      'case.yaml:5: redact number 1, Order.sort, has no because',
    ],
    [execDemo('redact: [{field: Order.sort, because: c}]\n'), 1, 'no line has Order.sort'],
    ['generator: {seed: 1}\ndemo: {}\n', 2, 'case.yaml:1: generator needs run, not demo'],
    ['generator: {sed: 1}\nrun: {}\n', 2, 'case.yaml:1: generator.sed is none of symbols, seed'],
    ['generator: {calm: 0}\nrun: {}\n', 2, 'generator.calm is 0, not a whole number from 1'],
    ['session: {state: a}\n', 2, 'case.yaml: session has no inputs'],
    ['session: {inputs: a, state: b}\n', 2, 'session.state and session.stateDigest go together'],
    ['session: {inputs: none.jsonl}\n', 1, 'none.jsonl'],
    ['run: [\n', 2, 'case.yaml:'],
  ])('refuses the case %j, exit %i', (text, code, says) => {
    file('goldens/exec/case.yaml', text)
    const ran = golden(['check'])
    expect({ code: ran.code, says: ran.stdout.includes(says) ? says : ran.stdout }).toStrictEqual({
      code,
      says,
    })
    expect(existsSync(join(folder(), expected))).toBe(false)
  })

  it('says where a strategy throws, and nothing of a journal that is gone', () => {
    cpSync(join(example, 'strategies'), join(folder(), 'strategies'), { recursive: true })
    const text = read('strategies/lean.ts')
    file(
      'strategies/lean.ts',
      text.replace('  const { bid', "  throw new Error('no')\n  const { bid"),
    )
    const capture = JSON.stringify(join(example, 'captures/market.capture.gz'))
    const strategy = '../../strategies/lean.ts'
    file('goldens/exec/case.yaml', `run:\n  capture: ${capture}\n  strategy: ${strategy}\n`)
    const ran = golden(['check'])
    expect(ran.code).toBe(1)
    expect(ran.stdout).toMatch(/lean\.ts: decide threw Error: no \(at .*lean\.ts:\d+:\d+\)\n$/)
  })

  it('says where there is no case', () => {
    expect(golden(['check'])).toMatchObject({ code: 1 })
    expect(golden(['check', 'none'])).toMatchObject({ code: 1, stdout: '' })
  })

  it('comes to the same in one process and in several', () => {
    cpSync(join(example, 'goldens'), join(folder(), 'goldens'), { recursive: true })
    cpSync(join(example, 'strategies'), join(folder(), 'strategies'), { recursive: true })
    cpSync(join(example, 'captures'), join(folder(), 'captures'), { recursive: true })
    file('goldens/broken/case.yaml', 'walk: {}\n')
    const ran = ['1', '4'].map((jobs) =>
      shadowtape(['golden', 'check', '--ci', '--jobs', jobs, '--json']),
    )
    expect(ran[0]?.stdout).toContain('"verdict":"not as expected"')
    expect(ran[0]?.code).toBe(2)
    expect(ran[1]?.stdout).toBe(ran[0]?.stdout)
    expect(ran[1]?.code).toBe(2)
  })
})

describe('golden review', () => {
  const review = (answers: string): Ran => shadowtape(['golden', 'review'], {}, answers)

  it('asks for each, one by one, and does what is answered', () => {
    for (const name of ['a', 'b', 'c']) file(`goldens/${name}/case.yaml`, execDemo())
    golden(['check'])
    const ran = review('what?\naccept\nr\ns\n')
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(ran.stdout).toContain('1 of 3  goldens/a/expected.golden.ndjson\n  new: ')
    expect(ran.stdout).toContain('1 accepted, 1 rejected, 1 waiting\n')
    const files = ['a', 'b', 'c'].map((name) => readdirSync(join(folder(), 'goldens', name)))
    expect(files.map((names) => names.filter((name) => name !== 'case.yaml'))).toStrictEqual([
      ['expected.golden.ndjson'],
      [],
      ['expected.golden.ndjson.new'],
    ])
  })

  it('leaves the rest waiting when there are no more answers', () => {
    file('goldens/a/case.yaml', execDemo())
    golden(['check'])
    expect(review('').stdout).toContain('0 accepted, 0 rejected, 1 waiting\n')
    expect(review('a').stdout).toContain('1 accepted')
    expect(review('').stdout).toBe('Nothing waits to be judged.\n')
  })
})

describe('golden accept', () => {
  it('refuses a case for which nothing waits', () => {
    anAccepted('exec', execDemo())
    const ran = golden(['accept', 'goldens/exec'])
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toContain('goldens/exec has no expected.golden.ndjson.new')
  })
})

describe('golden add', () => {
  it('makes a case of a whole session, which comes to all its lines', () => {
    const ran = golden(['add', 'all', '--from', recorded])
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(golden(['check']).stdout).toBe('all                      same\n1 case: 1 as expected.\n')
    const lines = read('goldens/all/expected.golden.ndjson').trimEnd().split('\n')
    const shown = golden(['show', recorded]).stdout.trimEnd().split('\n')
    expect(lines.slice(1)).toStrictEqual(shown.slice(1))
  })

  it('cuts a small case out of it, with the state that it goes on from', () => {
    const window = ['--around', 'freeze:1', '--before', '2s', '--after', '500ms']
    const ran = golden(['add', 'freeze', '--from', recorded, ...window])
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(readdirSync(join(folder(), 'goldens/freeze')).sort()).toStrictEqual([
      ...['case.yaml', 'expected.golden.ndjson', 'inputs.jsonl', 'state.json'],
    ])
    const lines = read('goldens/freeze/expected.golden.ndjson').trimEnd().split('\n')
    expect(lines.filter((line) => line.includes('"type":"TradingFrozen"'))).toHaveLength(1)
    expect(lines.length).toBeLessThan(600)
    expect(golden(['check']).code).toBe(0)
  })

  it('finds the state that was changed, and refuses it', () => {
    golden(['add', 'freeze', '--from', recorded, '--around', 'freeze:1', '--before', '1s'])
    const state = 'goldens/freeze/state.json'
    file(state, read(state).replace(/"seq":(\d+)/, '"seq":1$1'))
    const ran = golden(['check'])
    expect(ran.code).toBe(5)
    expect(ran.stdout).toContain('state.json: its state has the digest')
  })

  it('goes on from its state by other settings where its case says so', () => {
    golden(['add', 'freeze', '--from', recorded, '--around', 'freeze:1', '--before', '1s'])
    const path = 'goldens/freeze/case.yaml'
    const text = read(path)
    file(path, `${text}  set: { risk.edgeThresholdBps: 0.1 }\n`)
    const ran = golden(['check'])
    expect(ran.code).toBe(4)
    expect(ran.stdout).toContain('+ +0.006330  SettingsChanged  by golden: edgeThresholdBps')
    expect(ran.stdout).toContain('EDGE_DEGRADATION BTCUSDT -> never')
    file(path, `${text}  set: { venue.fillModel: queue }\n`)
    const refused = golden(['check'])
    expect(refused.code).toBe(2)
    expect(refused.stdout).toContain('venue.fillModel cannot change in the midst of a session')
  })

  it('runs a whole session with other settings where its case says so', () => {
    golden(['add', 'all', '--from', recorded, '--market', 'leave out'])
    file(
      'goldens/all/case.yaml',
      read('goldens/all/case.yaml').replace(
        '  inputs',
        '  set:\n    risk.edgeThresholdBps: 0.1\n  inputs',
      ),
    )
    const ran = golden(['check'])
    expect(ran.code).toBe(4)
    expect(ran.stdout).toContain('stopped: +22.003677 EDGE_DEGRADATION BTCUSDT -> never')
    expect(ran.stdout).toContain('edgeThresholdBps "1.000000" -> "0.100000"')
  })

  it('says which clock a strategy asks while its case is run', () => {
    cpSync(join(example, 'strategies'), join(folder(), 'strategies'), { recursive: true })
    const [capture, strategy] = [join(example, 'captures/market.capture.gz'), 'strategies/lean.ts']
    const run = ['run', '--capture', capture, '--strategy', strategy, '--journal', 'lean.jsonl']
    expect(shadowtape(run).code).toBe(0)
    golden(['add', 'all', '--from', 'lean.jsonl'])
    golden(['add', 'cut', '--from', 'lean.jsonl', '--around', 'fill:2', '--before', '1s'])
    const made = `run:\n  capture: ${JSON.stringify(capture)}\n  strategy: ../../${strategy}\n`
    anAccepted('made', made)
    file(strategy, read(strategy).replace('  const { bid', '  Date.now()\n  const { bid'))
    const ran = golden(['check'])
    expect(ran.code).toBe(0)
    expect(ran.stdout.match(/Warning: .*lean\.ts: decide called Date\.now at seq/g)).toHaveLength(3)
  })

  it('pins nothing that is not decided as it was recorded', () => {
    cpSync(join(example, 'strategies'), join(folder(), 'strategies'), { recursive: true })
    const capture = join(example, 'captures', 'market.capture.gz')
    const strategy = 'strategies/lean.ts'
    const run = ['run', '--capture', capture, '--strategy', strategy, '--journal', 'lean.jsonl']
    expect(shadowtape(run).code).toBe(0)
    file(strategy, read(strategy).replace('heldQuotesMax = 3', 'heldQuotesMax = 1'))
    const ran = golden(['add', 'lean', '--from', 'lean.jsonl'])
    expect(ran.code).toBe(4)
    expect(ran.stderr).toContain('lean.jsonl is not decided so now, from seq ')
    expect(ran.stderr).toMatch(/ {2}recorded {2}\{"at".*\n {2}now {7}\{"at"/)
    expect(existsSync(join(folder(), 'goldens/lean'))).toBe(false)
  })

  it.each([
    [['x', '--from', 'none.jsonl'], 1, 'none.jsonl'],
    [['../x', '--from', recorded], 2, 'It must be letters, digits, dots, dashes.'],
    [['x', '--from', recorded, '--around', 'freeze'], 2, 'It must be freeze:N'],
    [['x', '--from', recorded, '--around', 'freeze:2'], 2, 'has no freeze 2.'],
    [['x', '--from', recorded, '--around', 'order:o-9999'], 2, 'has no order o-9999.'],
    [['x', '--from', recorded, '--before', '30'], 2, 'It must be as 30s, 500ms or 2m.'],
    [['x', '--from', recorded, '--around', 'at:+1h'], 2, 'It must be'],
  ])('refuses %j, exit %i', (args, code, says) => {
    const ran = golden(['add', ...args])
    expect({ code: ran.code, says: ran.stderr.includes(says) ? says : ran.stderr }).toStrictEqual({
      code,
      says,
    })
    expect(existsSync(join(folder(), 'goldens'))).toBe(false)
  })

  it('takes a session that was cut short as far as it came in', () => {
    const text = readFileSync(recorded, 'utf8')
    file('cut.jsonl', text.slice(0, text.indexOf('"type":"OrderPlaced"', 300_000)))
    expect(golden(['add', 'cut', '--from', 'cut.jsonl'])).toMatchObject({ code: 0, stderr: '' })
    expect(golden(['check']).code).toBe(0)
  })

  it('pins nothing of a journal that is damaged', () => {
    const text = readFileSync(recorded, 'utf8')
    file('bad.jsonl', text.replace('"qty":"0.008"', '"qty":"0.009"'))
    const ran = golden(['add', 'bad', '--from', 'bad.jsonl'])
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('bad.jsonl, line ')
    expect(existsSync(join(folder(), 'goldens'))).toBe(false)
  })

  it('replaces no case that is there', () => {
    golden(['add', 'all', '--from', recorded])
    const before = read('goldens/all/expected.golden.ndjson')
    const ran = golden(['add', 'all', '--from', recorded])
    expect(ran).toMatchObject({ code: 1, stderr: 'Error: goldens/all exists already.\n' })
    expect(read('goldens/all/expected.golden.ndjson')).toBe(before)
  })
})

describe('golden compare', () => {
  it('keeps a golden of a journal, and holds other journals to it', () => {
    const to = 'deep/down/all.golden.ndjson'
    expect(golden(['compare', recorded, to])).toMatchObject({ code: 4 })
    expect(golden(['accept', 'deep']).code).toBe(0)
    expect(golden(['compare', recorded, to])).toMatchObject({ code: 0, stderr: '' })
    const other = join(root, 'journals', 'exec-demo-normal-dryrun.jsonl')
    const ran = golden(['compare', other, to, '--json'])
    expect(ran.code).toBe(4)
    expect(JSON.parse(ran.stdout)).toMatchObject({ verdict: 'different', golden: to })
  })

  it('takes only files that are called goldens', () => {
    expect(golden(['compare', recorded, 'x.json'])).toMatchObject({
      code: 2,
      stderr: 'Error: x.json is no *.golden.ndjson\n',
    })
  })
})
