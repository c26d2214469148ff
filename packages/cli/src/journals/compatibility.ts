import { newSha256 } from '@shadowtape/adapters'
import {
  catalogueText,
  digestOfText,
  engineName,
  engineVersion,
  formatName,
  formatVersion,
  generatorName,
} from '@shadowtape/core'

import { salvagedInputs } from '../recoveries/salvaged-inputs'
import { clipped } from '../reports/printable'

/** What a header must say for this engine to decide as the one that recorded it did. */
type Header = Readonly<Record<string, unknown>>

/** Why this engine cannot re-execute a journal with this header, without a full stop, or `null`. */
export const incompatibility = (header: Header): string | null => {
  const { format, formatVersion: version, engine, catalogue } = header
  if (format !== formatName) return `its format is ${shown(format)}, not ${formatName}`
  if (typeof version !== 'number' || version < 1 || version > formatVersion)
    return `it is of format ${shown(version)}; this engine reads up to ${String(formatVersion)}`
  if (engine !== engineName) return `it was recorded by ${shown(engine)}, not by ${engineName}`
  if (!decidesAlike(header['engineVersion']))
    return (
      `it was recorded by ${engineName} ${shown(header['engineVersion'])}, ` +
      `which may decide differently; this is ${engineVersion}`
    )
  const ours = digestOfText(newSha256, catalogueText())
  if (catalogue !== ours)
    return `its message catalogue is ${short(catalogue)}, this engine's is ${short(ours)}`
  if (header['inputs'] === salvagedInputs)
    return 'it was salvaged, and what is missing in it cannot be decided anew'
  return rulesFault(header)
}

const rulesFault = (header: Header): string | null => {
  for (const [field, known] of rules)
    if (header[field] !== known)
      return `its ${field} is ${shown(header[field])}; this engine knows only ${shown(known)}`
  return null
}

const rules: ReadonlyArray<readonly [string, string]> = [
  ['inputs', 'market,edge,clock,operator'],
  ['generator', generatorName],
  ['behaviors', ''],
]

/** Versions that differ only in their last number decide alike; before 1.0 and after. */
const decidesAlike = (version: unknown): boolean =>
  typeof version === 'string' && series(version) === series(engineVersion)

const series = (version: string): string => version.split('.').slice(0, 2).join('.')

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) as string | undefined
  return text === undefined ? 'missing' : clipped(text, 60)
}

const short = (digest: unknown): string => `${String(digest).slice(0, 12)}…`
