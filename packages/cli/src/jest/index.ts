import type { GoldenOptions } from './matchers'
import { matchers } from './matchers'

export { goldenCases } from './golden-cases'
export { matchers } from './matchers'
export type { GoldenOptions } from './matchers'
export { recordSession } from './record-session'
export type { SessionOptions } from './record-session'
export { shadowtape } from './shadowtape'
export type { ShadowtapeRan } from './shadowtape'

declare global {
  namespace jest {
    interface Matchers<R, T = {}> {
      /** The journal, by its path, is re-executed: every byte must come out as recorded. */
      toReplay: () => R
      /**
       * The journal, by its path, must be as `__goldens__/NAME.golden.ndjson` beside the test says;
       * without a name it is a case's folder, which is run and must come to what it expects.
       */
      toMatchGolden: (name?: string, options?: GoldenOptions) => R
    }
  }
}

/** Jest's `expect`, where this is loaded by a test. */
const { expect } = globalThis as {
  readonly expect?: { readonly extend: (more: typeof matchers) => void }
}
expect?.extend(matchers)
