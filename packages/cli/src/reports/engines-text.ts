import { newSha256 } from '@shadowtape/adapters'
import type { SessionOpened } from '@shadowtape/core'
import {
  canonicalJson,
  dialectNamed,
  digestOfText,
  engineName,
  engineVersion,
  knownBehaviors,
  knownDialects,
  spokenOf,
} from '@shadowtape/core'

import { clipped, printable } from './printable'

/** Who decided, and by what: the engine, the behavior flags it has, and the configuration. */
export type Engine = {
  readonly engine: string
  readonly version: string
  readonly behaviors: string
  readonly config: string
}

/** The engine that recorded, by its header, and this one, which digests the header's settings. */
export const enginesOf = (
  opened: SessionOpened,
): { readonly recorded: Engine; readonly replayed: Engine } => ({
  recorded: {
    engine: opened.engine,
    version: opened.engineVersion,
    behaviors: opened.behaviors,
    config: opened.configDigest,
  },
  replayed: {
    engine: engineName,
    version: engineVersion,
    behaviors: knownBehaviors.all,
    config: configOf(opened),
  },
})

/** Both engines, a line each, with what a session's decisions hang on beside them. */
export const enginesLines = (opened: SessionOpened, columns: number): ReadonlyArray<string> => {
  const { recorded, replayed } = enginesOf(opened)
  const what = `strategy ${printable(opened.strategy)}, seed ${String(opened.seed)}`
  return [
    clipped(`Engine    recorded  ${engineText(recorded)}, ${what}`, columns),
    clipped(`          replayed  ${engineText(replayed)}`, columns),
  ]
}

const engineText = ({ engine, version, behaviors, config }: Engine): string =>
  `${printable(engine)} ${printable(version)}, behaviors ${printable(behaviors) || 'none'}, ` +
  `config ${config.slice(0, 12)}`

/** The digest that the header should have, over its settings as they were written. */
const configOf = (opened: SessionOpened): string => {
  const { down } = spokenOf(dialectNamed(knownDialects, opened.catalogue), 'SessionOpened')
  const { configDigest: _, ...plain } = down === null ? opened : (down(opened) as SessionOpened)
  return digestOfText(newSha256, canonicalJson(plain))
}
