import { processRedactor } from '@shadowtape/adapters'

/**
 * A JSON text without what is secret in it, as all that this process prints is without it; it stays
 * JSON, though a text in it may look like a secret that goes on behind its end.
 */
export const redactedJson = (json: string): string => {
  const masked = processRedactor.text(json)
  return masked === json || isJson(masked)
    ? masked
    : JSON.stringify(processRedactor.value(JSON.parse(json)))
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
