import type { FileFailure } from '@shadowtape/adapters'
import { newSha256, readBlocks } from '@shadowtape/adapters'
import { bytesChecker } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { faultText, foreignFailure } from '../journals/journal-failure'
import { segmentFaults } from '../journals/segment-fault'
import { fileOutcome } from '../journals/scan-outcome'
import { printable } from '../reports/printable'
import { grouped, quantity } from '../reports/quantity-text'
import type { CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Outcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'
import { examineIndexes } from './examine-indexes'
import { lineExaminer } from './examine-lines'
import { examineSnapshots } from './examine-snapshots'
import type { Finding } from './finding'
import { finding } from './finding'

/** Of one kind so many are listed; the others are counted. */
const listedMax = 20

type Examined = {
  readonly findings: ReadonlyArray<Finding>
  readonly counts: Readonly<Record<string, number>>
  readonly lines: number
  readonly snapshots: number
}

/** Looks at everything about a journal that is stored twice, and says what is not the same. */
export const doctorOutcome = (path: string, env: CliEnv): Outcome => {
  const progress = progressOn(env, 'examining')
  const examined = examine(path, progress.tick)
  progress.finish()
  if (isLeft(examined)) return fileOutcome(path, examined.left)
  const { findings, counts, lines, snapshots } = examined.right
  const worst = findings.some(({ severity }) => severity !== 'note')
  return {
    text: [
      ...findings.map(findingText),
      ...moreTexts(counts),
      `${path}: ${sumText(counts)} in ${quantity(lines, 'line')}` +
        `${snapshots === 0 ? '' : ` and ${quantity(snapshots, 'snapshot')}`}.`,
      '',
    ].join('\n'),
    json: {
      file: path,
      verdict: worst ? 'findings' : 'healthy',
      lines,
      snapshots,
      counts,
      findings,
    },
    failure: worst ? failure('Failed', '') : null,
  }
}

const examine = (
  path: string,
  onProgress: (bytes: number, total: number) => void,
): Either<FileFailure, Examined> => {
  const findings: Array<Finding> = []
  const counts: Record<string, number> = {}
  const tell = (found: Finding): void => {
    counts[found.id] = (counts[found.id] ?? 0) + 1
    if ((counts[found.id] ?? 0) <= listedMax) findings.push(found)
  }
  const indexes = examineIndexes(path, tell)
  if (isLeft(indexes)) return indexes
  const foreign = foreignTo(path)
  if (isLeft(foreign)) return foreign
  if (foreign.right !== null) {
    tell(foreign.right)
    return right({ findings, counts, lines: 0, snapshots: 0 })
  }
  const examiner = lineExaminer(path, tell)
  const read = readBlocks(
    path,
    (b, start, end) => {
      examiner.block(b, start, end)
      return 'go on'
    },
    onProgress,
  )
  if (isLeft(read)) return read
  const lines = examiner.lines()
  examiner.end(read.right.tornBytes)
  for (const { path: file, kind, says } of segmentFaults(path))
    tell(finding(kind, { file, line: null, offset: null, field: null }, says))
  const snapshots = examineSnapshots(path, tell)
  return isLeft(snapshots)
    ? snapshots
    : right({ findings, counts, lines, snapshots: snapshots.right })
}

/** What keeps a file from being examined at all: it is no journal, or a newer one. */
const foreignTo = (path: string): Either<FileFailure, Finding | null> => {
  let first = Buffer.alloc(0)
  const read = readBlocks(path, (b, start) => {
    first = Buffer.from(b.subarray(start, b.indexOf(10, start) + 1))
    return 'stop'
  })
  if (isLeft(read)) return read
  const at = { file: path, line: null, offset: null, field: null }
  if (first.length === 0 && read.right.tornBytes > 0)
    return right(finding('not-a-journal', at, 'it has no whole line'))
  const foreign = foreignFailure(path, first)
  if (foreign !== null) return right(finding('not-a-journal', at, foreign.says))
  const fault = bytesChecker(newSha256).block(first, 0, first.length)
  return right(
    fault?.fault.kind === 'version' ? finding('other-version', at, faultText(path, fault)) : null,
  )
}

const findingText = ({ id, severity, file, line, field, says, remedy }: Finding): string => {
  const where = line === null ? file : `${file}, line ${grouped(line)}`
  const what = field === null ? '' : `, field ${printable(field)}`
  const head = `${severity.padEnd(7)} ${id.padEnd(16)} ${where}${what}: ${printable(says)}`
  return `${head}\n${' '.repeat(25)}${remedy}`
}

const moreTexts = (counts: Examined['counts']): ReadonlyArray<string> =>
  Object.entries(counts)
    .filter(([, count]) => count > listedMax)
    .map(([id, count]) => `${' '.repeat(8)}${id.padEnd(16)} and ${grouped(count - listedMax)} more`)

const sumText = (counts: Examined['counts']): string => {
  const sum = Object.values(counts).reduce((a, b) => a + b, 0)
  return sum === 0 ? 'nothing found' : quantity(sum, 'finding')
}
