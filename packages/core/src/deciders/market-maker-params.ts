import { invariant } from '../base/invariant'
import type { AccountName } from '../units/account-name'
import { mulDivUp } from '../units/arithmetic'
import { usdScale } from '../units/decimal'
import type { BoundedParam, ChoiceParam, StrategyParams } from './params'
import { accountParam, boundedParam, bpsMax, choiceParam } from './params'

/** How the market maker was told to quote. Distances are in 1e-8 of the price. */
export type MarketMakerParams = {
  readonly account: AccountName
  /** What a quote of each layer is worth, nearest layer first, in millionths of a dollar. */
  readonly layersUsd: ReadonlyArray<number>
  readonly layerStep: number
  readonly spread: number
  /** How many standard deviations a second the half spread is widened by, in 1e-4. */
  readonly volFactor: number
  readonly volHalfLifeUs: number
  readonly skew: number
  readonly inventoryUsd: number
  readonly fair: FairKind
  readonly imbalance: number
  readonly imbalanceLevels: number
  readonly requoteTicks: number
  readonly minLifeUs: number
  readonly postOnly: YesNo
}

/** Whether something is to be done. */
export type YesNo = 'no' | 'yes'

/** What the market maker takes for the fair value: the mid, or the mid by the queues' sizes. */
export type FairKind = 'mid' | 'microprice'

const safeMax = Number.MAX_SAFE_INTEGER
const dayMs = 86_400_000

const bounded = (
  name: string,
  scale: number,
  byDefault: string,
  min: number,
  max: number,
): BoundedParam => ({ name, scale, byDefault, min, max })

const bps = (name: string, byDefault: string): BoundedParam =>
  bounded(name, 4, byDefault, 0, bpsMax)

const numbers = {
  quoteUsd: bounded('quoteUsd', usdScale, '500', 1, safeMax),
  spreadBps: bps('spreadBps', '1'),
  skewBps: bps('skewBps', '2'),
  inventoryUsd: bounded('inventoryUsd', usdScale, '2500', 0, safeMax),
  requoteTicks: bounded('requoteTicks', 0, '1', 1, safeMax),
  volFactor: bounded('volFactor', 4, '0', 0, 1_000 * 10_000),
  volHalfLifeMs: bounded('volHalfLifeMs', 0, '10000', 1, dayMs),
  imbalanceBps: bps('imbalanceBps', '0'),
  imbalanceLevels: bounded('imbalanceLevels', 0, '1', 1, 1_000),
  minLifeMs: bounded('minLifeMs', 0, '0', 0, dayMs),
  layers: bounded('layers', 0, '1', 1, 10),
  layerStepBps: bps('layerStepBps', '1'),
  layerGrowth: bounded('layerGrowth', 4, '1', 1, 10 * 10_000),
}

const fairParam: ChoiceParam<FairKind> = {
  name: 'fair',
  choices: ['mid', 'microprice'],
  byDefault: 'mid',
}

const postOnlyParam: ChoiceParam<YesNo> = {
  name: 'postOnly',
  choices: ['no', 'yes'],
  byDefault: 'no',
}

/** Every parameter of the market maker: its name, its default and what it may be. */
export const marketMakerParams: ReadonlyArray<
  BoundedParam | ChoiceParam<FairKind> | ChoiceParam<YesNo>
> = [...Object.values(numbers), fairParam, postOnlyParam]

/** Reads the market maker's parameters; throws `InvariantViolated`, naming the one that is bad. */
export const marketMakerParamsOf = (params: StrategyParams): MarketMakerParams => {
  const read = (name: keyof typeof numbers): number => boundedParam(params, numbers[name])
  return {
    account: accountParam(params),
    layersUsd: layersUsdOf(read('quoteUsd'), read('layers'), read('layerGrowth')),
    layerStep: read('layerStepBps'),
    spread: read('spreadBps'),
    volFactor: read('volFactor'),
    volHalfLifeUs: read('volHalfLifeMs') * 1_000,
    skew: read('skewBps'),
    inventoryUsd: read('inventoryUsd'),
    fair: choiceParam(params, fairParam),
    imbalance: read('imbalanceBps'),
    imbalanceLevels: read('imbalanceLevels'),
    requoteTicks: read('requoteTicks'),
    minLifeUs: read('minLifeMs') * 1_000,
    postOnly: choiceParam(params, postOnlyParam),
  }
}

/** Each layer is worth `growth` (1e-4) times the one before it, rounded up to the unit. */
const layersUsdOf = (quoteUsd: number, layers: number, growth: number): ReadonlyArray<number> => {
  const sizes = [quoteUsd]
  for (let usd = quoteUsd; sizes.length < layers; sizes.push(usd)) {
    usd = mulDivUp(usd, growth, 10_000)
    invariant(usd < safeMax, () => `layerGrowth makes layer ${sizes.length + 1} too large`)
  }
  return sizes
}
