import type { Block } from '@shadowtape/adapters'

import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { quantity } from '../reports/quantity-text'
import { faultFailure, faultText, foreignFailure, journalFailure } from './journal-failure'
import type { LineFields } from './line-text'
import type { Wanted } from './line-sieve'
import { lineSieve } from './line-sieve'

/** Prints a journal's wanted lines as its blocks come, and says what is wrong with the rest. */
export type LinePrinter = {
  /** Prints a block; a failure is one that nothing can be read behind. */
  readonly block: (block: Block) => Failure | null
  /** Whether no line behind this one can be wanted. */
  readonly isDone: () => boolean
  /** What is wrong with a journal that ends here, or `null`. */
  readonly end: (bytes: number, tornBytes: number, tornHead: Buffer) => Failure | null
  /** What is wrong with the lines so far. */
  readonly soFar: () => Failure | null
}

const toldMax = 10

/** A printer that writes a wanted line as `write` does. */
export const linePrinter = (
  file: string,
  wanted: Wanted,
  write: (text: string, fields: LineFields, startedAt: number) => string,
  env: Pick<CliEnv, 'print' | 'remark'>,
): LinePrinter => {
  const sieve = lineSieve(wanted)
  const { found } = sieve
  const last = wanted.seqs?.to ?? Infinity
  let damaged = 0
  const isDone = (): boolean => found.closed === true || found.seq >= last

  const block = ({ b, start, end }: Block): Failure | null => {
    if (found.lines === 0) {
      const foreign = foreignFailure(file, b.subarray(start, end))
      if (foreign !== null) return foreign
    }
    const out: Array<string> = []
    let fatal: Failure | null = null
    for (let p = start; p < end && fatal === null && !isDone();) {
      const newline = b.indexOf(10, p)
      const line = sieve.look(b, p, newline)
      p = newline + 1
      if (line.type === 'Wanted') out.push(write(line.text, line.fields, found.startedAt ?? 0))
      if (line.type !== 'Damaged') continue
      const at = { line: found.lines, fault: line.fault }
      if (line.fault.kind === 'version') fatal = faultFailure(file, at).failure
      else tell(faultText(file, at))
    }
    if (out.length > 0) env.print(out.join(''))
    return fatal
  }
  const tell = (says: string): void => {
    damaged += 1
    if (damaged <= toldMax) env.remark(`${says} The line is left out.\n`)
  }
  const soFar = (): Failure | null =>
    damaged === 0
      ? null
      : failure('Failed', `${file} is damaged: ${quantity(damaged, 'line')} left out.`)

  return {
    block,
    isDone,
    soFar,
    end: (bytes, tornBytes, head) => {
      if (isDone()) return soFar()
      const looked = { found, fault: null, bytes, tornBytes, head }
      const cut = journalFailure(file, looked)?.failure ?? null
      const lines = [soFar()?.says, cut?.says].filter((says) => says !== undefined)
      return lines.length === 0 ? null : failure('Failed', lines.join('\n'))
    },
  }
}
