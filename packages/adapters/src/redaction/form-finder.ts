import type { Edit } from './edit'
import type { SecretForm } from './secret-form'
import { wordLengthMin } from './secret-forms'
import { windowScan } from './window-scan'

/** Finds everything in a text that is one of many forms of secrets. */
export type FormFinder = {
  readonly find: (text: string) => ReadonlyArray<Edit>
  /** The longest form's length. */
  readonly lengthMax: number
}

/** A finder of forms, each at least `wordLengthMin` long, in a time that grows with the text. */
export const formFinder = (forms: ReadonlyArray<SecretForm>): FormFinder => {
  const byHead = new Map<string, Array<SecretForm>>()
  for (const form of forms) {
    const head = form.text.slice(0, wordLengthMin)
    const same = byHead.get(head)
    if (same === undefined) byHead.set(head, [form])
    else same.push(form)
  }
  for (const same of byHead.values()) same.sort((a, b) => b.text.length - a.text.length)
  const scan = windowScan([...byHead.keys()], wordLengthMin, 'as they are')
  const longestAt = (text: string, at: number): SecretForm | undefined =>
    byHead.get(text.slice(at, at + wordLengthMin))?.find((form) => text.startsWith(form.text, at))
  return {
    lengthMax: forms.reduce((most, { text }) => Math.max(most, text.length), 0),
    find: (text) => {
      const edits: Array<Edit> = []
      for (let at = scan.next(text, 0); at >= 0; at = scan.next(text, at + 1)) {
        const form = longestAt(text, at)
        if (form === undefined) continue
        edits.push({ from: at, start: at, end: at + form.text.length, shows: form.shows })
      }
      return edits
    },
  }
}
