import { newSha256 } from '@shadowtape/adapters'
import type { SessionOpened } from '@shadowtape/core'
import {
  catalogueDigest,
  engineName,
  engineVersion,
  engineVersionsReplayed,
  formatName,
  formatVersion,
  generatorName,
  knownBehaviors,
  knownDialects,
} from '@shadowtape/core'

import { salvagedInputs } from '../recoveries/salvaged-inputs'
import { clipped } from '../reports/printable'
import { inputsOf } from './inputs-of'

/** A header before it is known which version of it this is: these fields are in all of them. */
type Header = Readonly<Record<string, unknown>>

/** Why this engine cannot read a journal with this header, without a full stop, or `null`. */
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
  const ours = catalogueDigest(newSha256)
  return catalogue === ours || knownDialects.past.some((past) => past.catalogue === catalogue)
    ? null
    : `its message catalogue is ${short(catalogue)}, this engine's is ${short(ours)}`
}

/** Why this engine does not decide as the one that recorded a journal did, or `null`. */
export const undecidable = (opened: SessionOpened): string | null => {
  if (opened.inputs === salvagedInputs)
    return 'it was salvaged, and what is missing in it cannot be decided anew'
  const rules = [
    ['inputs', inputsOf(opened)],
    ['generator', generatorName],
  ] as const
  for (const [field, known] of rules)
    if (opened[field] !== known)
      return `its ${field} is ${shown(opened[field])}; this engine knows only ${shown(known)}`
  const fault = knownBehaviors.fault(opened.behaviors)
  return fault === null ? null : `its behaviors ${shown(opened.behaviors)} ${fault}`
}

/** Versions that differ only in their last number decide alike; before 1.0 and after. */
const decidesAlike = (version: unknown): boolean =>
  typeof version === 'string' && engineVersionsReplayed.map(series).includes(series(version))

const series = (version: string): string => version.split('.').slice(0, 2).join('.')

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) as string | undefined
  return text === undefined ? 'missing' : clipped(text, 60)
}

const short = (digest: unknown): string => `${String(digest).slice(0, 12)}…`
