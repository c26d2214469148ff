import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import type { DryRunRejection } from '../../src'
import { RejectionReason, bybitAnswer, bybitCancel } from '../../src'

const page = readFileSync(
  resolve(__dirname, '..', '..', '..', '..', 'docs', 'execution-semantics.md'),
  'utf8',
)

const rowOf = (name: string, columns: number): ReadonlyArray<string> => {
  const rows = page
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .filter((cells) => cells[1] === name && cells.length === columns + 2)
  expect(rows).toHaveLength(1)
  return rows[0]?.slice(1, -1) ?? []
}

const reasons = Object.keys(RejectionReason.keys).filter(
  (reason) => reason !== 'NOT_SENT' && reason !== 'VENUE_REFUSED',
) as ReadonlyArray<DryRunRejection>
const canceledReasons = Object.keys(bybitCancel) as ReadonlyArray<keyof typeof bybitCancel>
const amendmentsOnly = ['ORDER_NOT_FOUND', 'QTY_NOT_ABOVE_FILLED', 'NOTHING_TO_AMEND']

describe('docs/execution-semantics.md', () => {
  it.each(reasons.filter((reason) => !amendmentsOnly.includes(reason)))(
    'says with which retCodes the venue rejects: %s',
    (reason) => {
      const [, linear, spot] = rowOf(reason, 4)
      const onLinear = String(bybitAnswer(reason, 'linear').retCode)
      expect(linear).toBe(onLinear)
      expect(spot || onLinear).toBe(String(bybitAnswer(reason, 'spot').retCode))
    },
  )

  it.each(amendmentsOnly)('says with which retCode an amendment is rejected: %s', (reason) => {
    const { retCode } = bybitAnswer(reason as DryRunRejection, 'linear')
    expect(page).toContain(`\`${reason}\` ${String(retCode)}`)
  })

  it.each(canceledReasons)('says how a cancel is told in Bybit’s words: %s', (reason) => {
    const [, cancelType, rejectReason] = rowOf(reason, 3)
    expect({ cancelType, rejectReason }).toStrictEqual(bybitCancel[reason])
  })
})
