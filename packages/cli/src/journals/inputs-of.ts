import type { SessionOpened } from '@shadowtape/core'

/** What came in to a session from outside, as its header says: a real venue's words did too. */
export const inputsOf = ({ venue }: Pick<SessionOpened, 'venue'>): string =>
  venue === 'live' ? 'market,edge,clock,operator,venue' : 'market,edge,clock,operator'
