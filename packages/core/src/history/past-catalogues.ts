import type { PastCatalogue } from './past-catalogue'

/** Every catalogue that journals were recorded by and that is not the newest, oldest first. */
export const pastCatalogues: ReadonlyArray<PastCatalogue> = []
