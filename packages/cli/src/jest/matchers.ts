import { dirname, join, relative } from 'node:path'

import type { ShadowtapeRan } from './shadowtape'
import { shadowtape } from './shadowtape'

/** What jest tells a matcher, and what it hears from it. */
type MatcherContext = { readonly testPath?: string | undefined; readonly isNot?: boolean }
type Matched = { readonly pass: boolean; readonly message: () => string }

/** What a golden holds that is not there yet: all, or all but what the market said. */
export type GoldenOptions = { readonly market?: 'keep' | 'leave out' }

/** Matchers for jest's `expect.extend`; `@shadowtape/cli/jest` does that when it is imported. */
export const matchers = {
  toReplay: (journal: unknown): Matched => {
    const path = pathOf(journal, 'a journal')
    return matched(shadowtape(['replay', path]), `${path} replays byte for byte`)
  },
  toMatchGolden(
    this: MatcherContext,
    received: unknown,
    name?: string,
    { market = 'keep' }: GoldenOptions = {},
  ): Matched {
    if (name === undefined) {
      const path = pathOf(received, "a case's folder")
      return matched(shadowtape(['golden', 'check', path]), `${path} comes to what it expects`)
    }
    if (!/^[\w.-]+$/.test(name)) throw new Error(`${name} is no name of a golden`)
    const path = pathOf(received, 'a journal')
    const golden = join(dirname(this.testPath ?? 'here'), '__goldens__', `${name}.golden.ndjson`)
    const args = ['golden', 'compare', path, relative(process.cwd(), golden), '--market', market]
    return matched(shadowtape(args), `${path} is as ${golden} says`)
  },
}

const pathOf = (received: unknown, what: string): string => {
  if (typeof received === 'string') return received
  throw new Error(`expect(…) takes the path of ${what}, not ${typeof received}`)
}

/** Only what compared two things has an answer; that something failed is none. */
const matched = ({ code, stdout, stderr }: ShadowtapeRan, claim: string): Matched => {
  const says = `${stdout}${stderr}`.trimEnd()
  if (code !== 0 && code !== 4) throw new Error(says)
  return { pass: code === 0, message: () => (code === 0 ? `expected otherwise: ${claim}` : says) }
}
