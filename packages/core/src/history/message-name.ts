/** How a version of a message is named in a line: the first by its name alone. */
export const writtenName = (type: string, version: number): string =>
  version === 1 ? type : `${type}@${String(version)}`

/** The message that a line names, whichever version of it. */
export const messageName = (written: string): string => written.replace(/@[1-9][0-9]*$/, '')
