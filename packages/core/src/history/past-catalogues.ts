import { catalogue1 } from './catalogue-1'
import { catalogue2 } from './catalogue-2'
import { catalogue3 } from './catalogue-3'
import type { PastCatalogue } from './past-catalogue'

/** Every catalogue that journals were recorded by and that is not the newest, oldest first. */
export const pastCatalogues: ReadonlyArray<PastCatalogue> = [catalogue1, catalogue2, catalogue3]
