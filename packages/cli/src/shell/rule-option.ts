import type { RiskRule } from '@shadowtape/core'
import {
  RuleName,
  RuleScope,
  bpsScale,
  durationUnits,
  ruleActions,
  ruleScale,
  ruleTraits,
  rulesFault,
} from '@shadowtape/core'
import { Option } from 'commander'

import { decimalSetting, wrong } from './setting-values'

/** The option that gives the risk monitor rules, one each time it is typed. */
export const ruleOption = (): Option =>
  new Option('--rule <rule>', 'a rule of the risk monitor, as order-rate=20/1s; may be repeated')
    .argParser((text: string, before: ReadonlyArray<RiskRule> | undefined) => {
      const rules = [...(before ?? []), parsedRule(text)]
      const fault = rulesFault(rules)
      if (fault !== null) throw wrong(fault)
      return rules
    })
    .default([], 'none')

/** A rule from `NAME=LIMIT[/WINDOW][,scope=..][,action=..][,resume=..][,edge=..]`. */
const parsedRule = (text: string): RiskRule => {
  const [head = '', ...settings] = text.split(',').map((part) => part.trim())
  const [name = '', figure, ...more] = head.split('=')
  if (figure === undefined || more.length > 0) throw wrong('it must be NAME=LIMIT')
  if (!RuleName.is(name))
    throw wrong(
      `${JSON.stringify(name)} is no rule; there are ${Object.keys(ruleTraits).join(', ')}`,
    )
  const { unit, scopes } = ruleTraits[name]
  const [limit = '', window, ...rest] = figure.split('/')
  if (rest.length > 0) throw wrong(`${JSON.stringify(figure)} is not LIMIT/WINDOW`)
  const given = settingsOf(settings)
  const scope = oneOf(given, 'scope', scopes, scopeNames) as RiskRule['scope']
  const measure = (what: string, value: string): number =>
    unit === 'ms' ? durationOf(what, value, 'ms') : decimalSetting(what, value, ruleScale[unit])
  return {
    rule: name,
    limit: measure('the limit', limit),
    windowUs: window === undefined ? null : durationOf('the window', window, null),
    scope,
    action: oneOf(given, 'action', ruleActions(name, scope), typedActions) as RiskRule['action'],
    resume: given['resume'] === undefined ? null : measure('resume', given['resume']),
    edgeBps: given['edge'] === undefined ? null : decimalSetting('edge', given['edge'], bpsScale),
  }
}

const settingNames = ['scope', 'action', 'resume', 'edge']
const scopeNames = Object.keys(RuleScope.keys)
const typedActions = ['deny', 'freeze-symbol', 'freeze-account', 'freeze-all', 'reduce']

const settingsOf = (parts: ReadonlyArray<string>): Readonly<Record<string, string>> => {
  const given: Record<string, string> = {}
  for (const part of parts) {
    const [name = '', value, ...more] = part.split('=')
    if (value === undefined || more.length > 0 || !settingNames.includes(name))
      throw wrong(`${JSON.stringify(part)} is not ${settingNames.join('=, ')}=`)
    if (given[name] !== undefined) throw wrong(`${name} is given twice`)
    given[name] = value
  }
  return given
}

const oneOf = (
  given: Readonly<Record<string, string>>,
  name: string,
  ofRule: ReadonlyArray<string>,
  names: ReadonlyArray<string>,
): string => {
  const value = given[name] ?? ofRule[0] ?? ''
  if (given[name] !== undefined && !names.includes(value))
    throw wrong(`${name}=${value} is none of ${names.join(', ')}`)
  return value
}

/** A length of time in microseconds, in the unit that it names or else in a given one. */
const durationOf = (what: string, text: string, unitless: string | null): number => {
  const [, figure = '', named = ''] = /^([-0-9.]*)([a-z]*)$/.exec(text) ?? []
  const unit = durationUnits.find(([name]) => name === (named === '' ? unitless : named))
  if (unit === undefined)
    throw wrong(`${what} is ${JSON.stringify(text)}, not a length of time such as 500ms, 10s or 1m`)
  const us = decimalSetting(what, figure, 6) * unit[1]
  if (us % 1_000_000 !== 0) throw wrong(`${what} is ${JSON.stringify(text)}, finer than 1us`)
  return us / 1_000_000
}
