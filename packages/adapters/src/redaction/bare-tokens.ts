import type { Edit } from './edit'
import { isMasked } from './mask'
import { isTokenLike } from './named-values'

/** Secrets that are known by what they look like alone: ids of AWS access keys, bearer tokens. */
export const bareTokens = (text: string): ReadonlyArray<Edit> => {
  const edits: Array<Edit> = []
  for (const { index, 0: whole } of text.matchAll(accessKey))
    edits.push({ from: index, start: index, end: index + whole.length, shows: 'head' })
  for (const { index, 0: whole, 1: token = '' } of text.matchAll(bearer)) {
    const start = index + whole.length - token.length
    if (isTokenLike(token) && !isMasked(token))
      edits.push({ from: index, start, end: index + whole.length, shows: 'head' })
  }
  return edits
}

const accessKey = /A[KS]IA[A-Z0-9]{16}/g
const bearer = /\bbearer\s{1,4}([\w.~+/*=-]{8,})/gi
