import { pastCatalogues } from '../history/past-catalogues'
import type { Dialects } from './dialect'
import { dialectsOf } from './dialect'

/** The dialects that this engine reads and writes. */
export const knownDialects: Dialects = dialectsOf(pastCatalogues)
