import type { Reason, SessionOpened, SettingsChanged } from '../../src'
import { changedFields, noDigest } from '../../src'

/** Other settings than a session has, as they come in; set by `ana`. */
export const aChange = (
  opened: SessionOpened,
  values: Partial<SessionOpened>,
): SettingsChanged => ({
  type: 'SettingsChanged',
  actor: 'ana' as Reason,
  ...changedFields(opened, { ...opened, ...values }),
  configDigest: noDigest,
})
