import type { BlockReader } from '@shadowtape/adapters'
import { fileFailureText, openBlocks } from '@shadowtape/adapters'
import type { Command } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { Wanted } from '../journals/line-sieve'
import type { LineFields } from '../journals/line-text'
import type { LinePrinter } from '../journals/print-lines'
import { linePrinter } from '../journals/print-lines'
import { catTable } from '../reports/cat-table'
import type { SeqRange } from '../shell/cat-options'
import { messageTypesOption, seqRangeOption } from '../shell/cat-options'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Interruption } from '../shell/interruption'
import { hearInterruption } from '../shell/interruption'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { parsedOption } from '../shell/option-values'
import { paintFor } from '../shell/paint'

type CatOptions = {
  readonly json?: true
  readonly type?: ReadonlySet<string>
  readonly seq?: SeqRange
  readonly symbol?: string
  readonly follow?: true
}

/** `shadowtape cat`: a journal's lines, for people. */
export const catCommand = (run: Run): Command =>
  newCommand('cat', "print a journal's lines as a table, or as they are", [
    'shadowtape cat session.jsonl --seq 100..140',
    'shadowtape cat session.jsonl --type OrderFilled,TradingFrozen --symbol BTCUSDT',
    'shadowtape cat session.jsonl --type OrderFilled --json | jq .price',
    'shadowtape cat session.jsonl --follow',
  ])
    .argument('<journal>', 'the journal to print')
    .option('--json', 'print the lines as they are in the journal')
    .addOption(parsedOption('--type <list>', 'only these messages', messageTypesOption))
    .addOption(parsedOption('--seq <range>', 'only these lines: A..B, A.., ..B, N', seqRangeOption))
    .option('--symbol <symbol>', 'only lines that name this symbol')
    .option('--follow', 'go on as the journal grows, until it is closed or Ctrl-C')
    .action((path: string, options: CatOptions) => {
      run(cat(path, options))
    })

/** Prints a journal a block at a time, so that its length costs no memory. */
export const cat =
  (path: string, options: CatOptions): CliCommand =>
  (env) =>
  async () => {
    const reader = openBlocks(path)
    if (isLeft(reader)) return left(failure('Failed', `${fileFailureText(reader.left)}.`))
    const printer = linePrinter(path, wantedOf(options), writerFor(options, env), env)
    const interruption = options.follow === true ? hearInterruption() : null
    try {
      return await printed(path, reader.right, printer, interruption, env)
    } finally {
      interruption?.stop()
      reader.right.close()
    }
  }

const wantedOf = ({ type, seq, symbol }: CatOptions): Wanted => ({
  ...(type === undefined ? {} : { types: type }),
  ...(seq === undefined ? {} : { seqs: seq }),
  ...(symbol === undefined ? {} : { symbol }),
})

const writerFor = (options: CatOptions, env: CliEnv) => {
  if (options.json === true) return (text: string): string => `${text}\n`
  const table = catTable(paintFor(env), env.isTerminal.stdout ? env.columns : undefined)
  return (_: string, fields: LineFields, startedAt: number): string => table.row(fields, startedAt)
}

const pollMs = 100

const printed = async (
  path: string,
  reader: BlockReader,
  printer: LinePrinter,
  interruption: Interruption | null,
  env: Pick<CliEnv, 'drained'>,
): Promise<Either<Failure, void>> => {
  for (;;) {
    const next = reader.next()
    if (isLeft(next)) return left(failure('Failed', `${fileFailureText(next.left)}.`))
    const failed = next.right === null ? null : printer.block(next.right)
    if (failed !== null) return left(failed)
    if (printer.isDone()) break
    if (interruption?.isAsked() === true) return ended(printer.soFar())
    if (next.right !== null) await env.drained?.()
    else if (interruption === null) break
    else if (reader.size() < reader.bytes())
      return left(failure('Failed', `${path} became shorter while it was followed.`))
    else await interruption.sleep(pollMs)
  }
  const torn = reader.torn()
  return ended(printer.end(reader.bytes(), torn.length, torn))
}

const ended = (failed: Failure | null): Either<Failure, void> =>
  failed === null ? right(undefined) : left(failed)
