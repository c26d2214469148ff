import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { instrumentsFaultText, readInstruments } from '@shadowtape/adapters'
import type { Instrument } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { printable } from '../reports/printable'
import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'

/**
 * The instruments that a person names, or those that lie beside their captures: `btc.capture.gz`
 * has them in `btc.instruments.json`. Of a symbol in two files the first one's holds.
 */
export const instrumentsFor = async (
  captures: ReadonlyArray<string>,
  named: string | undefined,
  env: Pick<CliEnv, 'remark'>,
): Promise<Either<Failure, ReadonlyMap<string, Instrument>>> => {
  const files =
    named === undefined ? [...new Set(captures.map(beside))].filter(existsSync) : [named]
  const instruments = new Map<string, Instrument>()
  for (const file of files) {
    const read = await readInstruments(file)()
    if (isLeft(read)) return left(failure('Failed', `Error: ${instrumentsFaultText(read.left)}`))
    if (named === undefined) env.remark(`instruments from ${printable(file)}\n`)
    for (const [symbol, instrument] of read.right)
      if (!instruments.has(symbol)) instruments.set(symbol, instrument)
  }
  return right(instruments)
}

/** Where a capture's instruments lie: beside it, by its name up to the first dot. */
const beside = (capture: string): string => {
  const [stem = ''] = basename(capture).split('.')
  return join(dirname(capture), `${stem}.instruments.json`)
}
