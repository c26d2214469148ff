import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a report's page runs and is dressed in. */
export type PageAssets = { readonly script: string; readonly style: string }

/**
 * The page's own script and style sheet, as `npm run build` bundled them. They lie beside the
 * program's bundle; run from its sources, it finds them in the same place.
 */
export const pageAssets = (): PageAssets => ({
  script: assetOf('report-page.js'),
  style: assetOf('report-page.css'),
})

const assetOf = (name: string): string => {
  const places = [__dirname, join(__dirname, '..', '..', 'dist')].map((dir) => join(dir, name))
  const found = places.find((place) => existsSync(place))
  if (found === undefined)
    throw new Error(`${name} is missing beside the program: npm run build makes it.`)
  return readFileSync(found, 'utf8')
}
