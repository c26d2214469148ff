import type { Found, Now, Place } from '../../src/viewer/view-data'
import { demoJournal } from '../support/demo-journal'
import { tempDir } from '../support/temp-dir'
import { viewers } from '../support/viewer'

const dir = tempDir()
const viewerOf = viewers()
let path = ''

beforeAll(async () => {
  path = (await demoJournal(dir, 'long.jsonl', ['--iterations', '1500'])).path
})

describe('a viewer of a long journal', () => {
  it('answers what is near while much is being looked for', async () => {
    const { ask } = await viewerOf(path, { sliceMs: 0 })
    const answered: Array<string> = []
    const heard = async <T>(name: string, question: string): Promise<T> => {
      const answer = await ask<T>(question)
      answered.push(name)
      return answer
    }
    const slow = [
      heard<Found>('find', 'find?where=no-such-word'),
      heard<Found>('find', 'find?from=9999999&way=previous&where=nor-this'),
    ]
    const place = await heard<Place>('place', 'place?seq=40&lines=10')
    expect([place.seq, place.next.length]).toStrictEqual([40, 10])
    await heard<Now>('now', 'now')
    expect(answered).toStrictEqual(['place', 'now'])
    expect(await Promise.all(slow)).toStrictEqual([
      { seq: null, at: null },
      { seq: null, at: null },
    ])
    expect(answered).toStrictEqual(['place', 'now', 'find', 'find'])
  })

  it('goes on with what is aside only when nobody waits', async () => {
    const { ask, viewing } = await viewerOf(path, { sliceMs: 0 })
    const finding = ask<Found>('find?where=no-such-word')
    const before = await ask<Now>('now')
    await ask<Now>('now')
    const after = await ask<Now>('now')
    expect(after.gathered).toStrictEqual(before.gathered)
    await finding
    while (!(await ask<Now>('now')).gathered.isDone) await new Promise(setImmediate)
    // its checkpoints are those that a person's own cursor goes on from
    const { last } = viewing.end()
    expect(viewing.cursor.start(last)).toBeGreaterThan(last / 2)
    expect(viewing.cursor.seq()).toBe(0)
  })

  it('ends at once what somebody no longer waits for, and the next one has its cursor', async () => {
    const { ask, url, worked } = await viewerOf(path, { sliceMs: 0 })
    const leaving = new AbortController()
    const far = fetch(`${url}api/place?seq=999999`, { signal: leaving.signal })
    while (worked.length === 0) await new Promise(setImmediate)
    leaving.abort()
    await expect(far).rejects.toThrow('aborted')
    expect((await ask<Place>('place?seq=3')).seq).toBe(3)
    expect(worked).toStrictEqual([
      { name: 'place', end: 'left' },
      { name: 'place', end: 'done' },
    ])
  })

  it('gives its cursor to one question after another, whoever asks at once', async () => {
    const { ask } = await viewerOf(path)
    const seqs = [4_000, 7, 12_000, 8, 11_999, 4_001, 0]
    const places = await Promise.all(
      seqs.map((seq) => ask<Place>(`place?seq=${String(seq)}&lines=3`)),
    )
    expect(places.map(({ state }) => state.seq)).toStrictEqual(seqs)
    expect(places.map(({ next }) => next.map(({ seq }) => seq))).toStrictEqual(
      seqs.map((seq) => [seq + 1, seq + 2, seq + 3]),
    )
  })
})
