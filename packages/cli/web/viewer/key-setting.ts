/** Whether keys that are a single letter or sign do something; remembered in this browser. */
export type KeySetting = {
  readonly isOn: () => boolean
  readonly set: (is: 'on' | 'off') => void
}

const name = 'shadowtape-view-letter-keys'

/** The setting as it was left. Where nothing can be kept it holds for the page. */
export const newKeySetting = (): KeySetting => {
  let isOn = read() !== 'off'
  return {
    isOn: () => isOn,
    set: (is) => {
      isOn = is === 'on'
      try {
        localStorage.setItem(name, is)
      } catch {
        // a browser that keeps nothing asks again the next time
      }
    },
  }
}

const read = (): string | null => {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}
