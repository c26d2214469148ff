import type { Reason } from '@shadowtape/core'

/** Who says in the journal of such a session that its settings changed. */
export const whatifActor = 'whatif' as Reason
