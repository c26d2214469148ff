import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import {
  isAboutKey,
  isClientIdTaken,
  isNotOpen,
  knownRetCodes,
  retCodeOf,
  retCodeTable,
  retryOf,
} from '../../src/bybit-api/ret-codes'

/** What the project's reference of Bybit V5 lists in its section 3.2, typed off by hand. */
const inReference: ReadonlyArray<number> = [
  ...[0, 10000, 10001, 10002, 10003, 10004, 10005, 10006, 10007, 10008, 10009, 10010, 10014],
  ...[10016, 10017, 10019, 10024, 10027, 10028, 10029, 10403, 10404, 10429, 20001, 20003, 20006],
  ...[110001, 110003, 110004, 110006, 110007, 110008, 110010, 110012, 110017, 110020, 110024],
  ...[110025, 110026, 110028, 110043, 110044, 110045, 110064, 110072, 110079, 110092, 110093],
  ...[110094, 110119, 110120, 110121, 170121, 170124, 170130, 170131, 170132, 170133, 170134],
  ...[170135, 170136, 170137, 170138, 170139, 170140, 170141, 170142, 170143, 170193, 170194],
  ...[170213, 170217, 170218, 170222, 170371, 170372, 170381, 170382, 170810, 34040],
]
const ambiguous: ReadonlyArray<number> = [
  ...[429, 10000, 10006, 10016, 10019, 10403, 10429, 170001, 170005, 170007, 170032],
  ...[20003, 20006, 500000],
]

describe('the table of retCodes', () => {
  test('has every code of the reference, and none beside', () => {
    const all = [...new Set([...inReference, ...ambiguous])].sort((a, b) => a - b)
    expect(knownRetCodes.map(({ code }) => code)).toStrictEqual(all)
  })

  test('gives each code a reason of its own', () => {
    expect(new Set(knownRetCodes.map(({ reason }) => reason)).size).toBe(knownRetCodes.length)
  })

  test('holds exactly those for ambiguous after which an order may stand', () => {
    const found = knownRetCodes.filter(({ retry }) => retry === 'ambiguous')
    expect(new Set(found.map(({ code }) => code))).toStrictEqual(new Set(ambiguous))
  })

  test('sets the clock after 10002 alone, and backs off where nothing was done yet', () => {
    const by = (rule: string) => knownRetCodes.filter(({ retry }) => retry === rule)
    expect(by('clock').map(({ code }) => code)).toStrictEqual([10002])
    expect(by('backoff').map(({ code }) => code)).toStrictEqual([110079, 170222])
  })

  test('stands in docs/ret-codes.md as it is', () => {
    const file = resolve(__dirname, '..', '..', '..', '..', 'docs', 'ret-codes.md')
    const cells = (text: string) =>
      text
        .split('\n')
        .filter((line) => line.startsWith('| ') && !line.startsWith('| --'))
        .map((line) => line.split('|').map((cell) => cell.trim()))
    const page = readFileSync(file, 'utf8')
    expect(cells(page.slice(page.indexOf('| retCode')))).toStrictEqual(cells(retCodeTable()))
  })
})

describe('what may be done after a retCode', () => {
  test('a question is put again where an order has to be asked about', () => {
    expect(retryOf(10006, 'order')).toBe('ambiguous')
    expect(retryOf(10006, 'question')).toBe('backoff')
  })

  test('a code we do not know leaves an order open, and answers a question for good', () => {
    expect(retCodeOf(777)).toMatchObject({ code: 777, reason: 'UNKNOWN' })
    expect(retryOf(777, 'order')).toBe('ambiguous')
    expect(retryOf(777, 'question')).toBe('never')
  })

  test('a refusal is the same for both', () => {
    for (const request of ['order', 'question'] as const) {
      expect(retryOf(110007, request)).toBe('never')
      expect(retryOf(10002, request)).toBe('clock')
      expect(retryOf(110079, request)).toBe('backoff')
    }
  })

  test('some codes say more', () => {
    expect([110072, 170141, 110001].map(isClientIdTaken)).toStrictEqual([true, true, false])
    expect([110001, 170213, 170139, 110072].map(isNotOpen)).toStrictEqual([true, true, true, false])
    expect([10003, 10004, 10010, 10001].map(isAboutKey)).toStrictEqual([true, true, true, false])
  })
})
