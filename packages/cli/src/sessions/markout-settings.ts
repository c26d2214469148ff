import type { EdgeSource } from '@shadowtape/core'
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
  readonly edgeWindow: number
}

/** What a header says about measuring fills. */
export type MarkoutSettings = Pick<
  SessionSettings,
  'markoutHorizonsUs' | 'edgeHorizonUs' | 'edgeFillsMin' | 'edgeFillsMax'
>

/** 100 ms, 1 s and 10 s: how fills are measured when edge comes from them and nobody says how. */
const horizonsUs: ReadonlyArray<number> = [100_000, 1_000_000, 10_000_000]

/** The settings that such options ask for, or why they do not go together. */
export const markoutSettings = (options: MarkoutOptions): Either<Failure, MarkoutSettings> => {
  const { edge, edgeHorizonMs, edgeMinFills, edgeWindow } = options
  const horizons = options.markouts ?? (edge === 'markout' ? horizonsUs : [])
  if (edge === 'markout' && !horizons.includes(edgeHorizonMs))
    return usage(`--edge-horizon-ms ${String(edgeHorizonMs / 1_000)} is not one of --markouts`)
  if (edgeMinFills > edgeWindow)
    return usage(`--edge-min-fills ${edgeMinFills} is more than --edge-window ${edgeWindow}`)
  return right({
    markoutHorizonsUs: horizons.join(','),
    edgeHorizonUs: edgeHorizonMs,
    edgeFillsMin: edgeMinFills,
    edgeFillsMax: edgeWindow,
  })
}

const usage = (says: string): Either<Failure, never> => left(failure('Usage', `Error: ${says}`))
