import { writeFileSync } from 'node:fs'

import type { FileFailure } from '@shadowtape/adapters'
import { fileFailure, processRedactor } from '@shadowtape/adapters'
import { engineName, engineVersion } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Looking } from '../postmortems/explain-stop'
import { pageAssets } from './page-assets'
import type { ReportFile } from './report-data'
import { reportHtml } from './report-html'

/** Of how many freezes a report says all, unless it is told otherwise. */
export const explainedUsual = 20

/** How far around a freeze a report draws quotes, and how long it runs on without it. */
export const reportLooking = (aheadUs: number): Looking => ({
  around: { beforeUs: 30_000_000, afterUs: 15_000_000, intervals: 240 },
  aheadUs,
})

/** Writes sessions as one HTML file; how many bytes it has. */
export const writeReport = (
  sessions: Pick<ReportFile, 'sessions' | 'comparison'>,
  out: string,
  ifExists: 'refuse' | 'replace',
): Either<FileFailure, number> => {
  const file: ReportFile = { format: 1, madeBy: `${engineName} ${engineVersion}`, ...sessions }
  const html = reportHtml(redacted(file), pageAssets())
  try {
    writeFileSync(out, html, { flag: ifExists === 'replace' ? 'w' : 'wx' })
    return right(Buffer.byteLength(html))
  } catch (error) {
    return left(fileFailure(out, 'create', error))
  }
}

/** The same without what is secret: where a journal lies, too, is a text that somebody typed. */
const redacted = (file: ReportFile): ReportFile =>
  JSON.parse(
    JSON.stringify(file, (_, value: unknown) =>
      typeof value === 'string' ? processRedactor.text(value) : value,
    ),
  ) as ReportFile
