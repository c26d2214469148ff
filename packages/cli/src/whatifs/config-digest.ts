import { newSha256 } from '@shadowtape/adapters'
import type { Digest, SessionOpened } from '@shadowtape/core'
import {
  canonicalJson,
  dialectNamed,
  digestOfText,
  knownDialects,
  noDigest,
  spokenOf,
} from '@shadowtape/core'

/** The digest of a header's settings, as its own catalogue has them. */
export const configDigest = (settings: Omit<SessionOpened, 'configDigest'>): Digest => {
  const dialect = dialectNamed(knownDialects, settings.catalogue)
  const { down } = spokenOf(dialect, 'SessionOpened')
  const header: SessionOpened = { ...settings, configDigest: noDigest }
  const { configDigest: _, ...plain } = down === null ? header : (down(header) as SessionOpened)
  return digestOfText(newSha256, canonicalJson(plain))
}
