/** The list that a text is as JSON, or `null` where it is none. */
export const listOfJson = (text: string): ReadonlyArray<unknown> | null => {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

/** A value as a sentence shows it: JSON, no longer than 60 characters. */
export const shownJson = (value: unknown): string => {
  const text = JSON.stringify(value) as string | undefined
  return text === undefined ? 'missing' : text.slice(0, 60)
}
