import { goldenCases, recordSession } from '@shadowtape/cli/jest'

describe('the bot', () => {
  it.each(goldenCases('goldens'))('comes to what %s expects', (folder) => {
    expect(folder).toMatchGolden()
  })

  it('decides the same again, to the byte', () => {
    const journal = recordSession({
      capture: 'captures/market.capture.gz',
      strategy: 'strategies/lean.ts',
      edge: 'markout',
    })
    expect(journal).toReplay()
    expect(journal).toMatchGolden('market', { market: 'leave out' })
  })
})
