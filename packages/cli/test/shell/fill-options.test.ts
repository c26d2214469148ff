import { Command, CommanderError } from 'commander'

import { withFillOptions } from '../../src/shell/fill-options'

/** What a command takes from what is typed, or what it says against it. */
const typed = (...args: ReadonlyArray<string>): Readonly<Record<string, unknown>> | string => {
  const command = withFillOptions(new Command()).exitOverride()
  command.configureOutput({ writeErr: () => undefined })
  try {
    return command.parse(args, { from: 'user' }).opts()
  } catch (error) {
    if (error instanceof CommanderError) return error.message
    throw error
  }
}

describe('the options about fills', () => {
  it('fill by draws and take no time where nothing is typed', () => {
    const zero = { text: '0' }
    expect(typed()).toStrictEqual({
      ...{ fillModel: 'scheduled', feedLatency: zero, entryLatency: zero, responseLatency: zero },
    })
  })

  it('take a model of queues and its exponent, in millionths', () => {
    expect(
      typed('--fill-model', 'queue', '--queue-model', 'power-2', '--queue-power', '1.5'),
    ).toMatchObject({ fillModel: 'queue', queueModel: 'power-2', queuePower: 1_500_000 })
  })

  it.each([
    ['0', { text: '0' }],
    ['0.000', { text: '0' }],
    ['5', { text: 'constant 5000' }],
    ['0.001', { text: 'constant 1' }],
    ['3600000', { text: 'constant 3600000000' }],
    ['normal:5,1', { text: 'normal 5000 1000' }],
    ['normal:0,0.5', { text: 'normal 0 500' }],
    ['lognormal:5,0.35', { text: 'lognormal 5000 0.35' }],
    ['recorded:a:b,c.csv', { file: 'a:b,c.csv' }],
  ])('take the latency %s', (text, expected) => {
    expect(typed('--feed-latency', text)).toMatchObject({ feedLatency: expected })
    expect(typed('--entry-latency', text)).toMatchObject({ entryLatency: expected })
    expect(typed('--response-latency', text)).toMatchObject({ responseLatency: expected })
  })

  const shapes = 'It must be milliseconds, normal:MEAN,DEVIATION, lognormal:MEDIAN,SIGMA or recor'
  it.each([
    ['normal:5', shapes],
    ['gamma:1,2', shapes],
    ['recorded:', shapes],
    [':5,1', shapes],
    ['', 'It is not a plain decimal.'],
    ['five', 'It is not a plain decimal.'],
    ['lognormal:5,x', 'It is not a plain decimal.'],
    ['normal:5,1,2', 'It is not a plain decimal.'],
    ['0.0001', 'It has over 3 decimals.'],
    ['-1', 'It must be 0 to 3600000.'],
    ['3600000.001', 'It must be 0 to 3600000.'],
    ['normal:5,-1', 'It must be 0 to 3600000.'],
    ['lognormal:3600001,1', 'It must be 0 to 3600000.'],
    ['lognormal:5,5.1', 'It must be 0 to 5.'],
  ])('do not take the latency %j', (text, says) => {
    expect(typed('--entry-latency', text)).toContain(says)
  })

  it.each([
    [['--fill-model', 'luck'], 'Allowed choices are scheduled, touch, queue.'],
    [
      ['--queue-model', 'fifo'],
      'Allowed choices are risk-averse, power, power-2, power-3, log, log-2.',
    ],
    [['--queue-power', '0'], 'It must be 0.000001 to 100.'],
    [['--queue-power', '100.1'], 'It must be 0.000001 to 100.'],
    [['--queue-power', 'two'], 'It is not a plain decimal.'],
  ])('do not take %j', (args, says) => {
    expect(typed(...args)).toContain(says)
  })
})
