import { authFrames } from './auth-frames'
import { bareTokens } from './bare-tokens'
import type { Edit } from './edit'
import { mergedEdits } from './edit'
import type { KnownSecrets } from './known-secrets'
import { namedValues } from './named-values'
import { originStrings } from './origin-strings'
import { pemBlocks } from './pem-blocks'
import { mayHoldSecret } from './triggers'

/** All of a text that must not be shown, but for short words: what is known, what looks like it. */
export const hiddenParts = (text: string, known: KnownSecrets): ReadonlyArray<Edit> => {
  const certain = known.isEmpty() ? [] : known.find(text)
  return mayHoldSecret(text)
    ? mergedEdits([...certain, ...shapes.flatMap((shape) => shape(text))])
    : mergedEdits(certain)
}

const shapes = [pemBlocks, namedValues, authFrames, originStrings, bareTokens]
