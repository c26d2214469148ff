import type { Judged } from '../../src/bisections/first-bad-commit'
import { firstBadCommit } from '../../src/bisections/first-bad-commit'

/** Commits in a row, the good one first: how each is judged, `e`qual, `d`iverged or `u`nfit. */
const hunted = async (row: string) => {
  const verdicts: Readonly<Record<string, Judged>> = { e: 'equal', d: 'diverged', u: 'unfit' }
  const tried: Array<number> = []
  const lefts: Array<number> = []
  const found = await firstBadCommit('0', String(row.length - 1), {
    candidates: (bad, goods) => {
      const [from, to] = [Math.max(...goods.map(Number)), Number(bad)]
      const between = Array.from({ length: to - from - 1 }, (_, i) => from + 1 + i)
      const middle = (from + to) / 2
      between.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b)
      return Promise.resolve(between.map(String))
    },
    judge: (commit) => {
      tried.push(Number(commit))
      return Promise.resolve(verdicts[row[Number(commit)] ?? ''] ?? 'unfit')
    },
    onLeft: (commits) => lefts.push(commits),
  })
  return { ...found, tried, lefts }
}

describe('the search for the first bad commit', () => {
  it.each([
    ['ed', '1'],
    ['edd', '1'],
    ['eed', '2'],
    ['eeeedddddd', '4'],
    ['eeeeeeeeed', '9'],
    ['eddddddddd', '1'],
  ])('of %s is %s', async (row, wanted) => {
    const { bad, unfit } = await hunted(row)
    expect([bad, unfit]).toStrictEqual([wanted, []])
  })

  it('tries no more than halving takes, and says how many are left', async () => {
    const { tried, lefts } = await hunted(`${'e'.repeat(600)}${'d'.repeat(424)}`)
    expect(tried.length).toBeLessThanOrEqual(10)
    expect(lefts).toStrictEqual([...lefts].sort((a, b) => b - a))
  })

  it('passes over what cannot tell, where others can', async () => {
    const { bad, unfit } = await hunted('eeuueddud')
    expect([bad, unfit]).toStrictEqual(['5', []])
  })

  it('names all that cannot tell between the last good and the first bad', async () => {
    const { bad, goods, unfit } = await hunted('eeeuuuddd')
    expect([bad, goods.at(-1), [...unfit].sort()]).toStrictEqual(['6', '2', ['3', '4', '5']])
  })

  it('tries each once, however many cannot tell', async () => {
    const { tried } = await hunted(`e${'u'.repeat(30)}d`)
    expect([...new Set(tried)]).toHaveLength(30)
    expect(tried).toHaveLength(30)
  })
})
