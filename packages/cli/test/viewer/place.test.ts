import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { newSha256 } from '@shadowtape/adapters'
import type { Slice, State } from '@shadowtape/core'
import { initialState, reducerOf, stateDigest } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import { statesAt } from '../../src/journals/states-at'
import type { Place } from '../../src/viewer/view-data'
import { historyFolder } from '../support/history'
import { subjectOf } from '../support/stepped'
import { viewers } from '../support/viewer'

const viewerOf = viewers()
const freeze = join(goldensFolder, 'market-maker-freeze.jsonl')
const old = join(historyFolder, '0.1.0', 'run-queue-accounts.jsonl')

const linesIn = (path: string): number => readFileSync(path, 'utf8').split('\n').length - 1

/** The digest of the state after each line, as a fold of the file has it. */
const digestsOf = async (path: string): Promise<ReadonlyArray<string>> => {
  const seqs = Array.from({ length: linesIn(path) }, (_, i) => i + 1)
  const digests: Array<string> = []
  const fault = statesAt(path, await subjectOf(path), seqs, (state) => {
    digests.push(stateDigest(newSha256, state))
  })
  expect(isLeft(fault) ? fault.left : fault.right).toBeNull()
  return digests
}

describe.each([
  ['a session of one symbol', join(goldensFolder, 'exec-demo-freeze-dryrun.jsonl'), 7],
  ['a session that ran long', freeze, 600],
  ['a session of an older catalogue', old, 100],
])('the places of %s', (_, path, lines) => {
  it('reduce, line by line in a browser, to the states that the journal folds to', async () => {
    const digests = await digestsOf(path)
    const reducer = reducerOf((await subjectOf(path)).strategy as Slice)
    const { ask } = await viewerOf(path)
    const reduced: Array<string> = []
    for (let seq = 0; seq < digests.length;) {
      const place = await ask<Place>(`place?seq=${String(seq)}&lines=${String(lines)}`)
      expect(place.seq).toBe(seq)
      const state = seq === 0 ? initialState() : place.state
      expect(place.state).toStrictEqual(JSON.parse(JSON.stringify(state)))
      for (const entry of place.next) {
        reducer.apply(place.state, entry)
        reduced.push(stateDigest(newSha256, place.state))
      }
      seq += place.next.length
      if (place.next.length === 0) break
    }
    expect(reduced).toStrictEqual(digests)
  })
})

describe('a place', () => {
  it('is as near as there are lines', async () => {
    const { ask } = await viewerOf(freeze)
    const last = await ask<Place>('place?seq=999999&lines=5')
    expect([last.seq, last.state.seq, last.next]).toStrictEqual([2541, 2541, []])
    const first = await ask<Place>('place?at=1&lines=1')
    expect([first.seq, first.at, first.next.map(({ seq }) => seq)]).toStrictEqual([
      0,
      1761597377000000,
      [1],
    ])
  })

  it('is had by an instant: after the last line at or before it', async () => {
    const { ask } = await viewerOf(freeze)
    const frozen = await ask<Place>('place?at=1761597399003677')
    const { at } = await ask<Place>(`place?seq=${String(frozen.seq + 1)}`)
    expect([frozen.at, frozen.state.risk.isFrozen, at > frozen.at]).toStrictEqual([
      1761597399003677,
      true,
      true,
    ])
    const before = await ask<Place>('place?at=1761597399003676')
    expect([before.at < frozen.at, before.state.risk.isFrozen]).toStrictEqual([true, false])
  })

  it('is the same whichever way it is come to', async () => {
    const { ask } = await viewerOf(freeze)
    const states: Array<State> = []
    for (const seq of [2000, 2541, 2000, 1, 2000]) {
      const { state } = await ask<Place>(`place?seq=${String(seq)}&lines=40`)
      if (seq === 2000) states.push(state)
    }
    expect(states[1]).toStrictEqual(states[0])
    expect(states[2]).toStrictEqual(states[0])
  })

  it.each([
    ['place', 'a place is asked for by seq or by at, one of them.'],
    ['place?seq=1&at=1', 'a place is asked for by seq or by at, one of them.'],
    ['place?seq=-1', 'seq: It must be 0 to 9007199254740991.'],
    ['place?seq=1.5', 'seq: It has decimals.'],
    ['place?seq=', 'seq: It is not a plain decimal.'],
    ['place?seq=1&seq=2', 'seq stands there twice.'],
    ['place?seq=1&lines=2049', 'lines: It must be 0 to 2048.'],
    ['place?seq=1&line=2', 'there is no parameter "line"; there are seq, at, lines.'],
    ['place?seq=1&__proto__=2', 'there is no parameter "__proto__"; there are seq, at, lines.'],
  ])('asked for as %s is refused: %s', async (question, says) => {
    const { refusal } = await viewerOf(freeze)
    expect(await refusal(question)).toStrictEqual([400, says])
  })
})
