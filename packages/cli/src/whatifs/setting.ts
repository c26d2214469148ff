import type { SessionOpened } from '@shadowtape/core'
import {
  SessionOpened as Header,
  RuleName,
  canonicalJson,
  formatDecimal,
  parseDecimal,
  riskRulesText,
  ruleLabel,
  ruleScale,
  ruleTraits,
  rulesOf,
} from '@shadowtape/core'
import { InvalidArgumentError } from 'commander'

import {
  bpsOption,
  countOption,
  decimalOption,
  millisecondsOption,
  shareOption,
  usdOption,
} from '../shell/option-values'
import { latencyArgument } from '../shell/fill-options'

/** Something that a session could have been set to, as it is typed. */
export type Typed = { readonly name: string; readonly text: string }

/** One setting, and the values it is to have in turn. */
export type Setting = { readonly name: string; readonly texts: ReadonlyArray<string> }

/**
 * A field of the header, how its value is read from what is typed, and why it is the same from a
 * session's first line to its last, if it is.
 */
type Known = {
  readonly field: keyof SessionOpened
  readonly read: (text: string) => unknown
  readonly fixed: string | null
}

const word = (text: string): string => text
const latencyText = (text: string): string => {
  const argument = latencyArgument(text)
  if ('text' in argument) return argument.text
  throw new InvalidArgumentError('A file of latencies cannot be given here.')
}
const feeRate = decimalOption(8, -10_000_000, 10_000_000)
const known = (
  field: keyof SessionOpened,
  read: (text: string) => unknown,
  fixed: string | null = null,
): Known => ({ field, read, fixed })
const placed = 'what rests has its place by the model that it was accepted under'

/** Every setting that a session can be run again with, by the name that is typed. */
export const settings: Readonly<Record<string, Known>> = {
  'risk.edgeThresholdBps': known('edgeThresholdBps', bpsOption),
  'risk.inventoryUsdMax': known('inventoryUsdMax', usdOption),
  'risk.totalNotionalUsdMax': known('totalNotionalUsdMax', usdOption),
  'venue.fillModel': known('fillModel', word, placed),
  'venue.queueModel': known('queueModel', word),
  'venue.queuePower': known('queuePower', decimalOption(6, 1, 100_000_000)),
  'venue.fillRate': known('fillRate', shareOption),
  'venue.rejectRate': known('rejectRate', shareOption),
  'venue.partialFillRate': known('partialFillRate', shareOption),
  'venue.latencyMs': known('latencyUs', millisecondsOption),
  'venue.feedLatencyMs': known('feedLatency', latencyText),
  'venue.entryLatencyMs': known('entryLatency', latencyText),
  'venue.responseLatencyMs': known('responseLatency', latencyText),
  'venue.makerFeeRate': known('makerFeeRate', feeRate),
  'venue.takerFeeRate': known('takerFeeRate', feeRate),
  'edge.fillsMin': known('edgeFillsMin', countOption(1, 10_000)),
  'edge.fillsMax': known('edgeFillsMax', countOption(1, 10_000)),
  'edge.horizonMs': known('edgeHorizonUs', millisecondsOption),
  'edge.scope': known('edgeScope', word),
  'session.seed': known('seed', countOption(0, Number.MAX_SAFE_INTEGER)),
}

/** The settings of a strategy are typed as `strategy.NAME`. */
const ofStrategy = 'strategy.'

/** The limit of a rule is typed as `risk.rule.LABEL`, by the label that lines have for the rule. */
export const ofRule = 'risk.rule.'

/** Parses `NAME=VALUE`, `NAME=A,B,C` or `NAME=FROM..TO:STEP`. */
export const settingOption = (
  typed: string,
  before: ReadonlyArray<Setting> = [],
): ReadonlyArray<Setting> => {
  const [, name = '', values = ''] = /^([A-Za-z][\w./:-]*)=(.+)$/.exec(typed) ?? []
  if (name === '') throw new InvalidArgumentError('It must be NAME=VALUE.')
  if (!name.startsWith(ofStrategy) && !name.startsWith(ofRule) && !Object.hasOwn(settings, name))
    throw new InvalidArgumentError(
      `There is no setting ${name}; there are ${Object.keys(settings).join(', ')}` +
        `, ${ofRule}LABEL and ${ofStrategy}NAME.`,
    )
  if (before.some((setting) => setting.name === name))
    throw new InvalidArgumentError(`${name} is set twice.`)
  const texts = valuesOf(name, values)
  for (const text of texts) readOf(name, text)
  return [...before, { name, texts }]
}

/** More values than this of all settings together are no longer looked at by a person. */
export const cellsMax = 1_000

const valuesOf = (name: string, values: string): ReadonlyArray<string> => {
  const [, from, to, step] = /^(-?[\d.]+)\.\.(-?[\d.]+):([\d.]+)$/.exec(values) ?? []
  if (from === undefined || to === undefined || step === undefined)
    return isList(name) ? values.split(',') : [values]
  const scale = Math.max(...[from, to, step].map((text) => text.split('.')[1]?.length ?? 0))
  const [first, last, by] = [from, to, step].map((text) => parseDecimal(text, scale))
  if (typeof first !== 'number' || typeof last !== 'number' || typeof by !== 'number' || by === 0)
    throw new InvalidArgumentError(`${values} is not FROM..TO:STEP.`)
  const many = Math.floor((last - first) / by) + 1
  if (many < 1 || many > cellsMax)
    throw new InvalidArgumentError(`${values} is ${String(Math.max(many, 0))} values.`)
  return Array.from({ length: many }, (_, i) => formatDecimal(first + i * by, scale))
}

/** A latency has a comma of its own. */
const isList = (name: string): boolean => !name.endsWith('LatencyMs')

const readOf = (name: string, text: string): unknown => {
  if (name.startsWith(ofStrategy)) return text
  return name.startsWith(ofRule) ? ruleLimitOf(name, text) : settings[name]?.read(text)
}

/** The limit of a rule, in the unit of its kind at that unit's scale. */
const ruleLimitOf = (name: string, text: string): number => {
  const [kind = ''] = name.slice(ofRule.length).split(/[/:]/)
  if (!RuleName.is(kind) || kind === 'thaw')
    throw new InvalidArgumentError(`${name}: there is no rule ${kind} that has a limit.`)
  const { unit, min, max } = ruleTraits[kind]
  return decimalOption(ruleScale[unit], min, max)(text)
}

/** Every combination of the values of some settings, in the order in which they were typed. */
export const combinations = (all: ReadonlyArray<Setting>): ReadonlyArray<ReadonlyArray<Typed>> =>
  all.reduce<ReadonlyArray<ReadonlyArray<Typed>>>(
    (cells, { name, texts }) =>
      cells.flatMap((cell) => texts.map((text) => [...cell, { name, text }])),
    [[]],
  )

/** A header with other settings, its `configDigest` not yet made; a text for what does not go. */
export const withSettings = (
  opened: SessionOpened,
  cell: ReadonlyArray<Typed>,
): Omit<SessionOpened, 'configDigest'> | string => {
  const { configDigest, ...plain } = opened
  let changed: Readonly<Record<string, unknown>> = plain
  for (const { name, text } of cell) {
    const value = readOf(name, text)
    const field = settings[name]?.field
    if (name.startsWith(ofRule)) {
      const riskRules = withRule(opened, changed, name.slice(ofRule.length), value as number)
      if (riskRules === null)
        return `${name}: the session has no such rule; it has ${labelsOf(opened)}`
      changed = { ...changed, riskRules }
    } else
      changed =
        field === undefined
          ? { ...changed, strategyParams: withParam(changed, name.slice(ofStrategy.length), text) }
          : { ...changed, [field]: value }
    if (!Header.is({ ...changed, configDigest })) return `${name} cannot be ${JSON.stringify(text)}`
  }
  const header = changed as Omit<SessionOpened, 'configDigest'>
  return unfit(header) ?? header
}

/** Why settings do not go together, which each by itself could be, or `null`. */
const unfit = (header: Omit<SessionOpened, 'configDigest'>): string | null => {
  const { edgeSource, edgeMean, edgeFillsMin, edgeFillsMax } = header
  if (edgeSource !== 'markout') return null
  const horizon = String(header.edgeHorizonUs)
  if (!header.markoutHorizonsUs.split(',').includes(horizon))
    return `fills are measured ${header.markoutHorizonsUs} us after, not ${horizon}`
  return edgeMean === 'window' && edgeFillsMin > edgeFillsMax
    ? `edge.fillsMin ${String(edgeFillsMin)} is more than edge.fillsMax ${String(edgeFillsMax)}`
    : null
}

/** The header's rules, one of them with another limit; `null` where it has no such rule. */
const withRule = (
  opened: SessionOpened,
  { riskRules }: Readonly<Record<string, unknown>>,
  label: string,
  limit: number,
): string | null => {
  const rules = rulesOf({ ...opened, riskRules: riskRules as SessionOpened['riskRules'] })
  if (!rules.some((rule) => ruleLabel(rule) === label)) return null
  return riskRulesText(rules.map((rule) => (ruleLabel(rule) === label ? { ...rule, limit } : rule)))
}

const labelsOf = (opened: SessionOpened): string => {
  const labels = rulesOf(opened).map(ruleLabel)
  return labels.length === 0 ? 'none' : labels.join(', ')
}

const withParam = (
  header: Readonly<Record<string, unknown>>,
  name: string,
  text: string,
): string => {
  const params = JSON.parse(String(header['strategyParams'])) as Readonly<Record<string, unknown>>
  return canonicalJson({ ...params, [name]: text })
}
