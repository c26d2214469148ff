import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { sortedJson } from '../../src/shell/sorted-json'
import { newLaneGathering, wholeLanes } from '../../src/viewer/lane-gathering'
import type { Lanes, RanOtherwise, Refused, Running } from '../../src/viewer/view-data'
import { changing, resealed } from '../support/resealed'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'
import type { TestViewer } from '../support/viewer'
import { viewers } from '../support/viewer'
import { heardJournal } from './heard-session'
import { fieldsIn, recordBusy } from './walked-journal'

const dir = tempDir()
const viewerOf = viewers()
let path = ''

beforeAll(async () => {
  path = await recordBusy(dir, 'it is busy')
})

type Said = Running | RanOtherwise | Refused

/** Asks for a run, and takes all that is told of it. */
const told = async (
  { url }: TestViewer,
  sets: ReadonlyArray<string>,
  from?: number,
): Promise<ReadonlyArray<Said>> => {
  const query = new URLSearchParams(sets.map((set): [string, string] => ['set', set]))
  if (from !== undefined) query.set('from', String(from))
  const response = await fetch(`${url}api/whatif?${query.toString()}`)
  expect(response.headers.get('content-type')).toBe(
    response.status === 200
      ? 'application/x-ndjson; charset=utf-8'
      : 'application/json; charset=utf-8',
  )
  const text = await response.text()
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Said)
}

const ran = async (
  viewer: TestViewer,
  sets: ReadonlyArray<string>,
  from?: number,
): Promise<RanOtherwise> => {
  const last = (await told(viewer, sets, from)).at(-1)
  if (last?.type !== 'ran') throw new Error(JSON.stringify(last))
  return last
}

const gatheredFrom = async (file: string): Promise<Lanes> => {
  const { startAt, until, lines } = await heardJournal(file)
  const gathering = newLaneGathering(startAt, wholeLanes)
  return gathering.lanes(until(lines, gathering.hear))
}

/** The line in the midst of the journal. */
const middle = (): number => fieldsIn(path).length >> 1

describe('what a session would have been, as a viewer is told it', () => {
  it.each([
    [['risk.edgeThresholdBps=40'], undefined],
    [['risk.edgeThresholdBps=40'], middle],
    [['venue.entryLatencyMs=normal:8,2', 'session.seed=7'], undefined],
    [['risk.rule.fill-rate/1s:session=3', 'strategy.spreadBps=9'], undefined],
    [['strategy.spreadBps=7'], middle],
  ] as const)('with %j is what `whatif` says, to the byte', async (sets, at) => {
    const from = at?.()
    const flags = [
      ...sets.flatMap((set) => ['--set', set]),
      ...(from === undefined ? [] : ['--from', String(from)]),
    ]
    const viewer = await viewerOf(path)
    const { report, command, lanes } = await ran(viewer, sets, from)
    const said = await runCli(['whatif', path, ...flags, '--json'])
    expect([said.code, said.stderr]).toStrictEqual([0, ''])
    expect(`${sortedJson(report, 'line')}\n`).toBe(said.stdout)
    expect(command.startsWith(`shadowtape whatif '${path}' --set `)).toBe(true)
    const out = join(dir, `out of ${sets.join()} from ${String(from)}`)
    await runCli(['whatif', path, ...flags, '--out', out])
    expect(lanes).toStrictEqual(await gatheredFrom(join(out, 'cell-001.jsonl')))
    const before = await gatheredFrom(path)
    expect(lanes.money.net).not.toStrictEqual(before.money.net)
    expect([lanes.startAt, lanes.intervalUs]).toStrictEqual([before.startAt, before.intervalUs])
    expect(viewer.warnings).toStrictEqual([])
  })
})

describe('a run that a viewer is asked for', () => {
  it('tells how far it is before what it came to', async () => {
    const said = await told(await viewerOf(path), ['session.seed=3'])
    expect(said[0]).toStrictEqual({ type: 'running', done: 0, total: fieldsIn(path).length })
    expect(said.slice(0, -1).every(({ type }) => type === 'running')).toBe(true)
    expect(said.at(-1)?.type).toBe('ran')
  })

  it.each([
    [['set=nothing=1'], /^set nothing=1: There is no setting nothing; there are risk\./],
    [['set=risk.edgeThresholdBps=much'], /^set risk\.edgeThresholdBps=much: It is .*\.$/],
    [
      ['set=risk.edgeThresholdBps=1..3:1'],
      'risk.edgeThresholdBps has 3 values; one session has one of each.',
    ],
    [['set=session.seed=1,2'], 'session.seed has 2 values; one session has one of each.'],
    [
      ['set=session.seed=1', 'set=session.seed=2'],
      'set session.seed=2: session.seed is set twice.',
    ],
    [['from=7'], 'no other setting was given.'],
    [['set=session.seed=1', 'from=1'], /^from 1: It must be 2 to \d+\.$/],
    [['set=session.seed=1', 'from=2', 'from=3'], 'from stands there twice.'],
    [['set=session.seed=1', 'jobs=3'], 'there is no parameter "jobs"; there are set, from.'],
  ])('is refused for what is wrong with %j', async (asked, says) => {
    const { refusal } = await viewerOf(path)
    const [status, words] = await refusal(`whatif?${asked.join('&')}`)
    expect([status, words]).toStrictEqual([400, expect.stringMatching(says)])
  })

  it.each([
    ['a setting that cannot be that', ['venue.fillModel=none'], undefined, 'cannot be "none"'],
    ['a rule there is none of', ['risk.rule.day-loss=3'], undefined, 'has no such rule'],
    ['a model that cannot change', ['venue.fillModel=touch'], 9, 'in the midst of a session'],
    ['a line behind the last input', ['session.seed=3'], 999_999, 'nothing comes into'],
  ] as const)('is refused for %s, once that is known', async (_, sets, from, says) => {
    const last = (await told(await viewerOf(path), sets, from)).at(-1)
    expect(last).toMatchObject({ type: 'refused', says: expect.stringContaining(says) as unknown })
    expect(last).toMatchObject({ says: expect.stringMatching(/^(?!Error).*[.]$/) as unknown })
  })

  it('is refused for a journal that is damaged, or does not come out the same', async () => {
    const bytes = readFileSync(path)
    const line = middle()
    const damaged = join(dir, 'damaged.jsonl')
    const text = bytes.toString().split('\n')
    text[line] = text[line]?.replace('"at":', '"at" :') ?? ''
    writeFileSync(damaged, text.join('\n'))
    const first = (await told(await viewerOf(damaged), ['session.seed=3'])).at(-1)
    expect(first).toMatchObject({ type: 'refused' })
    expect(first).toMatchObject({
      says: expect.stringContaining(`line ${String(line + 1)}`) as unknown,
    })
    const fill = fieldsIn(path).find(({ type }) => type === 'MarkoutMeasured')
    const other = join(dir, 'other.jsonl')
    writeFileSync(other, resealed(bytes, changing(Number(fill?.['seq']), 'markoutBps', '7.000000')))
    const second = (await told(await viewerOf(other), ['session.seed=3'])).at(-1)
    expect(second).toMatchObject({
      says: expect.stringContaining('does not come out the same with its own settings') as unknown,
    })
  })

  it('is refused for a live session, whose venue nobody can ask again', async () => {
    const live = join(dir, 'live.jsonl')
    const inputs = 'market,edge,clock,operator,venue'
    const made = resealed(readFileSync(path), (fields) => ({
      ...fields,
      ...(fields['seq'] === 1 ? { venue: 'live', inputs } : {}),
    }))
    writeFileSync(live, made)
    const last = (await told(await viewerOf(live), ['session.seed=3'])).at(-1)
    expect(last).toStrictEqual({
      type: 'refused',
      says: `${live} is of a live session: nobody knows what its venue would have answered.`,
    })
  })

  it('is one of two at a time', async () => {
    const viewer = await viewerOf(path)
    const asked = ['1', '2', '3'].map((seed) =>
      fetch(`${viewer.url}api/whatif?set=session.seed=${seed}`),
    )
    const answers = await Promise.all(asked)
    expect(answers.map(({ status }) => status)).toStrictEqual([200, 200, 429])
    expect(await answers[2]?.json()).toStrictEqual({
      type: 'refused',
      says:
        '2 sessions are run again already; when one of them is done, or left, ' +
        'there is room for another.',
    })
    for (const answer of answers.slice(0, 2)) expect(await answer.text()).toContain('"type":"ran"')
    expect((await told(viewer, ['session.seed=4'])).at(-1)?.type).toBe('ran')
  })
})
