import type { Command } from 'commander'

import { exportJournal } from '../exports/export-journal'
import type { ExportFormat } from '../exports/export-place'
import { exportFormats } from '../exports/export-place'
import { messageTypesOption } from '../shell/cat-options'
import type { CliCommand } from '../shell/cli-env'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { choiceOption, parsedOption } from '../shell/option-values'
import { deliver } from '../shell/outcome'

type ExportOptions = {
  readonly to: ExportFormat
  readonly out: string
  readonly types?: ReadonlySet<string>
  readonly symbol?: string
  readonly force?: true
  readonly json?: true
}

/** `shadowtape export`: a journal for spreadsheets, DuckDB, pandas and Foxglove. */
export const exportCommand = (run: Run): Command =>
  newCommand('export', 'write a journal as CSV, Parquet or MCAP, for other tools to open', [
    'shadowtape export session.jsonl --to parquet --out session-parquet',
    'shadowtape export session.jsonl --to csv --types OrderFilled --out fills.csv',
    'shadowtape export session.jsonl --to mcap --out session.mcap',
  ])
    .argument('<journal>', 'the journal to export')
    .addOption(choiceOption('--to <format>', 'the format', exportFormats).makeOptionMandatory(true))
    .requiredOption('--out <path>', 'a folder for CSV and Parquet, a file for MCAP or one type')
    .addOption(parsedOption('--types <list>', 'only these messages', messageTypesOption))
    .option('--symbol <symbol>', 'only lines that name this symbol')
    .option('--force', 'replace what an export left there before')
    .option('--json', 'print the result as JSON')
    .action((path: string, options: ExportOptions) => {
      run(exportOf(path, options))
    })

/** Exports a journal as far as it is sound. */
export const exportOf =
  (journal: string, { to, out, types, symbol, force, json }: ExportOptions): CliCommand =>
  (env) =>
  async () => {
    const order = { journal, to, out, types, symbol, force: force === true }
    return deliver(env, json === undefined ? {} : { json }, await exportJournal(order, env))
  }
