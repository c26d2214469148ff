import type { EdgeMean, EdgeScope, EdgeSource } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { SessionSettings } from './session-header'

/** What a person may say about measuring fills. Horizons are typed in ms and parsed to us. */
export type MarkoutOptions = {
  readonly edge: EdgeSource
  readonly markouts?: ReadonlyArray<number>
  readonly edgeHorizonMs: number
  readonly edgeMinFills: number
  readonly edgeMean?: EdgeMean
  readonly edgeWindow?: number
  readonly edgeHalfLife?: number
  readonly edgeScope?: EdgeScope
}

/** What a header says about measuring fills. */
export type MarkoutSettings = Pick<
  SessionSettings,
  | 'markoutHorizonsUs'
  | 'edgeHorizonUs'
  | 'edgeFillsMin'
  | 'edgeFillsMax'
  | 'edgeMean'
  | 'edgeHalfLifeFills'
  | 'edgeScope'
>

/** 100 ms, 1 s and 10 s: how fills are measured when edge comes from them and nobody says how. */
const horizonsUs: ReadonlyArray<number> = [100_000, 1_000_000, 10_000_000]

/** The settings that such options ask for, or why they do not go together. */
export const markoutSettings = (options: MarkoutOptions): Either<Failure, MarkoutSettings> => {
  const { edge, edgeHorizonMs, edgeMinFills, edgeMean, edgeScope } = options
  const horizons = options.markouts ?? (edge === 'markout' ? horizonsUs : [])
  if (edge === 'markout' && !horizons.includes(edgeHorizonMs))
    return usage(`--edge-horizon-ms ${String(edgeHorizonMs / 1_000)} is not one of --markouts`)
  const isWeighted = edgeMean === 'ewma'
  const edgeWindow = isWeighted ? 0 : (options.edgeWindow ?? 50)
  const useless = withoutEffect(options)
  if (useless !== null) return usage(useless)
  if (!isWeighted && edgeMinFills > edgeWindow)
    return usage(`--edge-min-fills ${edgeMinFills} is more than --edge-window ${edgeWindow}`)
  return right({
    markoutHorizonsUs: horizons.join(','),
    edgeHorizonUs: edgeHorizonMs,
    edgeFillsMin: edgeMinFills,
    edgeFillsMax: edgeWindow,
    edgeMean: edgeMean ?? 'window',
    edgeHalfLifeFills: isWeighted ? (options.edgeHalfLife ?? 20) : 0,
    edgeScope: edgeScope ?? 'symbol',
  })
}

/** Says of an option that would decide nothing what it is for; `null` where there is none. */
const withoutEffect = (options: MarkoutOptions): string | null => {
  const { edge, edgeMean, edgeScope, edgeWindow, edgeHalfLife } = options
  if (edgeHalfLife !== undefined && edgeMean !== 'ewma')
    return '--edge-half-life is for --edge-mean ewma'
  if (edgeWindow !== undefined && edgeMean === 'ewma')
    return '--edge-window is for --edge-mean window'
  if (edge === 'markout') return null
  if (edgeMean !== undefined) return '--edge-mean is for --edge markout'
  return edgeScope === undefined ? null : '--edge-scope is for --edge markout'
}

const usage = (says: string): Either<Failure, never> => left(failure('Usage', `Error: ${says}`))
