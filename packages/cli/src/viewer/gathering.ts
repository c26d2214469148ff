import type { Ongoing } from '../steps/ongoing'
import type { Now } from './view-data'

/** Work that is done aside while a journal is viewed, and how far it has come. */
export type Gathering = {
  readonly gathered: () => Now['gathered']
  /** Goes on to the last line there is by now; it is begun again where there are more. */
  readonly work: () => Ongoing<void>
}
