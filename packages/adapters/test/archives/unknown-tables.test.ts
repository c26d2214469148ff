import { captureFailureText } from '@shadowtape/adapters'

import {
  aTrade,
  failureOf,
  hear,
  lines,
  marketOf,
  newFolder,
  someTrades,
} from '../captures/capture-builder'
import { aTable, columns } from './archive-builder'

const folder = newFolder()
afterAll(() => folder.remove())

const row = '1585180700.0647,BTCUSDT,Buy,0.042,6698.5,PlusTick,a,2.81337e+10,0.042,281.337'

describe('a capture whose first line was torn', () => {
  it.each([
    '89.1","2"],["60000.2","1"]],"a":[],"u":5,"seq":6},"cts":1723161256313}',
    '89.1","2"],["60000.2","1"],["60000.3","1"],["6000',
    '1723161256313000000 89.1,2,60000.2,1,5',
  ])('is no table: %s is a bad line', async (torn) => {
    const heard = await hear([folder.write('c', `${torn}\n${lines(someTrades(aTrade()))}`)])
    expect(heard.problems).toMatchObject([{ line: 1 }])
    expect(marketOf(heard)).toHaveLength(1)
  })
})

describe('a table that is no archive that is known', () => {
  it.each([
    ['open_time,open,high,low,close', 'it names the columns of no table that is known: open_time'],
    [row, 'it is a table without a line that names its columns: 1585180700.0647,BTC'],
    [
      columns.trading.replace(',price,', ',px,'),
      'it looks like bybit trades, but has no column price',
    ],
    [columns.trading.replace('tickDirection', 'side'), 'it names a column twice'],
  ])('with the first line %s says so, and no row is read', async (first, says) => {
    const path = folder.write('t.csv', aTable(first, [row]))
    const heard = await hear([path])
    expect(captureFailureText(failureOf(heard))).toContain(`${path}:1: ${says}`)
    expect(heard.problems).toStrictEqual([])
  })
})
