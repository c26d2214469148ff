import { fileFailureText, newSha256, readBlocks } from '@shadowtape/adapters'
import type { State } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { LineFields } from '../journals/line-text'
import { fieldsOfText, textOfLine, typeOf } from '../journals/line-text'
import { grouped } from '../reports/quantity-text'
import type { Golden, GoldenHead } from './golden'
import { goldenLinesMax, goldenVersion } from './golden'
import { outcomeOf } from './golden-outcome'
import type { ProjectionPlan } from './projection'
import { newProjection } from './projection'

/** Gathers lines into a golden. */
export type GoldenMaker = {
  readonly bytes: (b: Uint8Array) => void
  readonly line: (fields: LineFields) => string | null
  readonly made: (state: State | null) => Either<string, Golden>
}

/** A maker of the golden of a session whose header is given; the header is a line of it or not. */
export const goldenMaker = (header: LineFields, plan: ProjectionPlan): GoldenMaker => {
  const hasher = newSha256()
  const projection = newProjection(Number(header['at']), plan)
  const lines: Array<string> = []
  const counts = { lines: 0, inputs: 0, placed: 0, denied: 0, rejected: 0 }
  const others = { fills: 0, canceled: 0, freezes: 0 }
  const count = (fields: LineFields): void => {
    counts.lines += 1
    if (fields['cause'] === null) counts.inputs += 1
    const name = counted[typeOf(fields)]
    if (name === undefined) return
    if (name in counts) counts[name as keyof typeof counts] += 1
    else others[name as keyof typeof others] += 1
  }
  return {
    bytes: (b) => {
      hasher.update(b)
    },
    line: (fields) => {
      count(fields)
      const line = projection.line(fields)
      if (line !== null) lines.push(line)
      return lines.length > goldenLinesMax ? tooLong : null
    },
    made: (state) => {
      const unused = projection.unused()
      if (unused.length > 0) return left(`no line has ${unused.join(', ')}, so nothing is redacted`)
      const { strategyDigest } = header
      const head: GoldenHead = {
        golden: goldenVersion,
        journal: plan.redacted.length === 0 ? hasher.hex() : null,
        engine: String(header['engineVersion']),
        catalogue: String(header['catalogue']),
        config: String(header['configDigest']),
        strategy: typeof strategyDigest === 'string' ? strategyDigest : null,
        ...counts,
        ...others,
        ...outcomeOf(state),
        market: plan.market,
        redacted: plan.redacted.join(','),
      }
      return right({ head, lines })
    },
  }
}

const tooLong =
  `it would be more than ${grouped(goldenLinesMax)} lines, and a golden is kept in git:` +
  ' say market: leave out, or cut less'

const counted: Readonly<Record<string, string>> = {
  OrderPlaced: 'placed',
  OrderDenied: 'denied',
  OrderRejected: 'rejected',
  OrderFilled: 'fills',
  OrderCanceled: 'canceled',
  TradingFrozen: 'freezes',
}

/** The golden of a journal; `state` is what it came to, where that is known. */
export const goldenOfJournal = (
  path: string,
  plan: ProjectionPlan,
  state: State | null,
): Either<string, Golden> => {
  let maker: GoldenMaker | null = null
  let fault = null as string | null
  const read = readBlocks(path, (b, start, end) => {
    for (let p = start; p < end && fault === null;) {
      const newline = b.indexOf(10, p)
      const fields = fieldsOfText(textOfLine(b, p, newline))
      p = newline + 1
      if (fields === null) fault = 'it has a line that is none'
      else {
        maker ??= goldenMaker(fields, plan)
        fault = maker.line(fields)
      }
    }
    maker?.bytes(b.subarray(start, end))
    return fault === null ? 'go on' : 'stop'
  })
  if (isLeft(read)) return left(fileFailureText(read.left))
  if (fault !== null) return left(`${path}: ${fault}`)
  const made = (maker as GoldenMaker | null)?.made(state) ?? left('it is empty')
  return isLeft(made) ? left(`${path}: ${made.left}`) : made
}
