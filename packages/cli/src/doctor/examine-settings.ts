import { newSha256 } from '@shadowtape/adapters'
import type { SessionOpened, SettingsChanged } from '@shadowtape/core'
import { InvariantViolated, canonicalJson, changedHeader, digestOfText } from '@shadowtape/core'

/** What is wrong with a line that says that settings changed. */
export type SettingsFault = { readonly field: string; readonly says: string }

/** Follows the settings of a session, from its header on through every change of them. */
export type SettingsExaminer = {
  readonly opened: (header: SessionOpened) => void
  readonly changed: (event: SettingsChanged) => SettingsFault | null
}

/** An examiner before the header; what is said of a change is believed of the next. */
export const settingsExaminer = (): SettingsExaminer => {
  let settings = null as SessionOpened | null
  return {
    opened: (header) => {
      settings ??= header
    },
    changed: (event) => {
      if (settings === null) return null
      try {
        settings = changedHeader(settings, event)
      } catch (error) {
        if (!(error instanceof InvariantViolated)) throw error
        return { field: error.message.startsWith('now') ? 'now' : 'was', says: error.message }
      }
      const { configDigest, ...plain } = settings
      const digest = digestOfText(newSha256, canonicalJson(plain))
      if (digest === configDigest) return null
      const says = `it is ${configDigest}, the settings give ${digest}`
      return { field: 'configDigest', says }
    },
  }
}
