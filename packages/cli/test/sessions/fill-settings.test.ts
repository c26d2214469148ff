import { join } from 'node:path'

import { latencyOf, latencyRowsMax } from '@shadowtape/core'

import type { FillOptions } from '../../src/sessions/fill-settings'
import { fillSettings } from '../../src/sessions/fill-settings'
import { written } from '../support/demo-journal'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const zero = { text: '0' }
const plain: FillOptions = {
  ...{ fillModel: 'queue', feedLatency: zero, entryLatency: zero, responseLatency: zero },
}

const rowsOf = async (text: string) => {
  const file = written(dir, 'rows.csv', text)
  return fillSettings({ ...plain, entryLatency: { file } })
}

describe('fill settings', () => {
  it('are risk-averse, with an exponent of two, where nobody says otherwise', async () => {
    expect(await fillSettings(plain)).toMatchObject({
      _tag: 'Right',
      right: { fillModel: 'queue', queueModel: 'risk-averse', queuePower: 2_000_000 },
    })
  })

  it.each(['power', 'power-2', 'power-3'] as const)('give %s an exponent', async (queueModel) => {
    expect(await fillSettings({ ...plain, queueModel, queuePower: 500_000 })).toMatchObject({
      right: { queueModel, queuePower: 500_000 },
    })
  })

  it.each([
    [{ fillModel: 'touch', queueModel: 'log' }, '--queue-model log needs --fill-model queue'],
    [
      { fillModel: 'scheduled', queueModel: 'risk-averse' },
      '--queue-model risk-averse needs --fill-model queue',
    ],
    [{ queuePower: 1 }, '--queue-power needs --queue-model power, power-2 or power-3'],
    [
      { queueModel: 'log-2', queuePower: 1 },
      '--queue-power needs --queue-model power, power-2 or power-3',
    ],
    [
      { feedLatency: { text: 'constant 3600000001' } },
      '--feed-latency is "constant 3600000001", whose figures are out of range',
    ],
  ] as const)('do not go together as %j', async (options, says) => {
    expect(await fillSettings({ ...plain, ...options })).toMatchObject({
      _tag: 'Left',
      left: { type: 'Usage', says: `Error: ${says}` },
    })
  })

  it('count measured latencies from the first row; a heading and empty lines say nothing', async () => {
    const settings = await rowsOf(
      'time,latency\r\n1700000000000000,5000\r\n\r\n1700000001000000,007\n',
    )
    expect(settings).toMatchObject({ right: { entryLatency: 'recorded 0:5000 1000000:7' } })
  })

  it('take as many rows as there may be', async () => {
    const rows = Array.from({ length: latencyRowsMax }, (_, i) => `${String(i)},3600000000\n`)
    const settings = await rowsOf(rows.join(''))
    const text = settings._tag === 'Right' ? settings.right.entryLatency : ''
    expect(latencyOf(text)).toMatchObject({ kind: 'recorded' })
    expect(await rowsOf(`${rows.join('')}99999,1\n`)).toMatchObject({
      left: { says: expect.stringMatching(/rows\.csv:10001: no more than 10000 rows$/) as string },
    })
  })

  it.each([
    ['', ': it has no rows'],
    ['at,latency\n\n', ': it has no rows'],
    ['1,5\n2\n', ':2: it is not TIME,LATENCY in microseconds'],
    ['1,5\nfive,6\n', ':2: it is not TIME,LATENCY in microseconds'],
    ['1,5\n2,-6\n', ':2: it is not TIME,LATENCY in microseconds'],
    ['1,5\n2,6.5\n', ':2: it is not TIME,LATENCY in microseconds'],
    ['1,5\n2,6,7\n', ':2: it is not TIME,LATENCY in microseconds'],
    ['1,5\n\n1,6\n', ':3: its time does not rise'],
    ['5,5\n4,6\n', ':2: its time does not rise'],
    ['1,5\n2,3600000001\n', ':2: its latency is longer than an hour'],
    ['1,5\n9007199254740993,6\n', ':2: its time is too large'],
  ])('name what is wrong with the rows %j', async (text, says) => {
    const left = { type: 'Failed', says: `Error: ${join(dir, 'rows.csv')}${says}` }
    expect(await rowsOf(text)).toStrictEqual({
      _tag: 'Left',
      left: expect.objectContaining(left) as object,
    })
  })

  it('name a file that is not there', async () => {
    const file = join(dir, 'none.csv')
    expect(await fillSettings({ ...plain, feedLatency: { file } })).toMatchObject({
      left: { type: 'Failed', says: `Error: ${file}: cannot read: no such file or directory` },
    })
  })
})
