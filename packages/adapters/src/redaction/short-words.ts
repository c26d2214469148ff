/**
 * A text without short secrets, which stand in too many words to be looked for inside of them: only
 * where nothing but a letter, a digit or an underscore less stands beside one is it hidden.
 */
export const withoutShortWords = (text: string, words: ReadonlySet<string>): string => {
  let out = text
  for (const word of words) out = withoutWord(out, word)
  return out
}

const withoutWord = (text: string, word: string): string => {
  let out = ''
  let from = 0
  for (let at = text.indexOf(word); at >= 0;) {
    const end = at + word.length
    const isWhole = !inWord.test(text.charAt(at - 1)) && !inWord.test(text.charAt(end))
    if (isWhole) {
      out += `${text.slice(from, at)}***`
      from = end
    }
    at = text.indexOf(word, isWhole ? end : at + 1)
  }
  return out + text.slice(from)
}

const inWord = /[A-Za-z0-9_]/
