import { behaviorFlags, behaviorsOf, knownBehaviors } from '../../src'

const flag = (number: number, name: 'tidy' | 'swift') => ({
  ...{ number, name, says: `Sessions are ${name}.`, since: '9.0.0' },
})
const made = behaviorsOf([flag(1, 'tidy'), flag(2, 'swift')])

describe('behaviors', () => {
  it('are all had by a new session', () => {
    expect(made.all).toBe('1,2')
    expect(behaviorsOf([]).all).toBe('')
    expect(made.behaves({ behaviors: made.all }, 'swift')).toBe(true)
  })

  it.each([
    ['', false, false],
    ['1', true, false],
    ['2', false, true],
    ['1,2', true, true],
  ])('of a header that says %j are those it names', (behaviors, tidy, swift) => {
    expect(made.fault(behaviors)).toBeNull()
    expect(made.behaves({ behaviors }, 'tidy')).toBe(tidy)
    expect(made.behaves({ behaviors }, 'swift')).toBe(swift)
  })

  it.each(['newer', '0', '01', '1,1', '2,1', '1, 2', ',1', '1,', '1.0', '-1'])(
    'are not said by %j',
    (text) => {
      expect(made.fault(text)).toBe('are not numbers in ascending order, parted by commas')
    },
  )

  it('that are not known are named, with what is known', () => {
    expect(made.fault('1,2,3')).toBe('name 3; this engine knows 1,2: a newer one wrote it')
    expect(behaviorsOf([]).fault('1')).toBe('name 1; this engine knows none: a newer one wrote it')
  })

  it('are numbered from 1 without gaps, and asked for by a name there is', () => {
    expect(() => behaviorsOf([flag(2, 'tidy')])).toThrow('the behavior tidy is not number 1')
    expect(() => behaviorsOf<string>([]).behaves({ behaviors: '' }, 'wild')).toThrow(
      'there is no behavior wild',
    )
  })

  it('of this engine are told in a sentence each', () => {
    const flags: ReadonlyArray<{ readonly says: string }> = behaviorFlags
    expect(flags.filter(({ says }) => !/^\S+ \S+ .*\.$/.test(says))).toStrictEqual([])
    expect(knownBehaviors.fault(knownBehaviors.all)).toBeNull()
  })
})
