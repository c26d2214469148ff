import { generatorName } from '../base/random'
import { knownBehaviors } from '../units/behavior-flags'
import { catalogueDigest, engineName, engineVersion, formatName, formatVersion } from './catalogue'
import type { NewHasher } from './digest'

/** What this engine says of itself in every header that it writes, whoever the session is of. */
export const headerWords = (newHasher: NewHasher) =>
  ({
    type: 'SessionOpened',
    format: formatName,
    formatVersion,
    engine: engineName,
    engineVersion,
    catalogue: catalogueDigest(newHasher),
    generator: generatorName,
    behaviors: knownBehaviors.all,
  }) as const
