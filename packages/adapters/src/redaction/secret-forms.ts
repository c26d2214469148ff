import { pemForms } from './pem-forms'
import type { SecretForm } from './secret-form'
import { encodedForms } from './encoded-forms'

/** From so many characters on a secret is looked for anywhere, in every form. */
export const wordLengthMin = 8

/**
 * All that a secret may look like in a text: as it is, as JSON, a query, hex or base64 write it,
 * and of a PEM each line too. They are at least `wordLengthMin` long, and none stands twice.
 */
export const secretForms = (secret: string): ReadonlyArray<SecretForm> => {
  const trimmed = secret.trim()
  const whole = trimmed === secret ? [secret] : [secret, trimmed]
  const forms = [...whole.flatMap(encodedForms), ...pemForms(trimmed)]
  const byText = new Map<string, SecretForm>()
  for (const form of forms)
    if (form.text.length >= wordLengthMin && !byText.has(form.text)) byText.set(form.text, form)
  return [...byText.values()]
}
