import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a page runs and is dressed in. */
export type PageAssets = { readonly script: string; readonly style: string }

/**
 * A page's own script and style sheet, as `npm run build` bundled them. They lie beside the
 * program's bundle; run from its sources, it finds them in the same place.
 */
export const pageAssets = (page: 'report-page' | 'view-page' = 'report-page'): PageAssets => ({
  script: assetOf(`${page}.js`),
  style: assetOf(`${page}.css`),
})

const assetOf = (name: string): string => {
  const places = [__dirname, join(__dirname, '..', '..', 'dist')].map((dir) => join(dir, name))
  const found = places.find((place) => existsSync(place))
  if (found === undefined)
    throw new Error(`${name} is missing beside the program: npm run build makes it.`)
  return readFileSync(found, 'utf8')
}
