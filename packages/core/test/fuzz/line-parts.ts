/** A member of a line as it is written: its key without quotes, and its value. */
export type Part = { readonly key: string; readonly value: string }

const member = /"(\w+)":("(?:[^"\\]|\\.)*"|\[(?:\[[^\]]*\],?)*\]|[^,}"[]+)/gs

/** The members of a canonical line without its CRC; bytes are letters from 0 to 255. */
export const partsOf = (line: string): ReadonlyArray<Part> =>
  Array.from(line.slice(0, -crcLength).matchAll(member), ([, key = '', value = '']) => ({
    key,
    value,
  }))

/** The body of a line, up to where its CRC begins. */
export const bodyOfParts = (parts: ReadonlyArray<Part>): string => {
  let body = '{'
  for (let i = 0; i < parts.length; i++) {
    const { key, value } = parts[i] as Part
    body += `${i === 0 ? '' : ','}"${key}":${value}`
  }
  return body
}

const crcLength = ',"crc":"00000000"}'.length
