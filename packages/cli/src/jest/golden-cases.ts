import { isLeft } from 'fp-ts/Either'

import { findCases } from '../goldens/find-cases'

/** The cases in a folder, by their paths, for `it.each`. Throws where there is none. */
export const goldenCases = (folder: string): ReadonlyArray<string> => {
  const found = findCases([folder])
  if (isLeft(found)) throw new Error(found.left.says)
  const { cases } = found.right
  if (cases.length === 0) throw new Error(`${folder} has no case: no case.yaml is in it`)
  return cases
}
