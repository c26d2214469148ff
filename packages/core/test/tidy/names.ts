import type { Check } from './source'

const emptyWords = ['common', 'helper', 'helpers', 'manager', 'misc', 'types', 'util', 'utils']

/** A file is kebab-case and named for what it exports, not for being a file. */
export const wellNamed: Check = ({ path }) => {
  const [, , , ...own] = path.split('/')
  const parts = own.map((part) => part.replace(/(\.test|\.laws|\.bench)?\.ts$/, ''))
  return parts
    .map((part) => objection(part))
    .filter((says) => says !== null)
    .map((says) => ({ path, line: 1, says }))
}

const objection = (part: string): string | null => {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(part)) return `${part} is not kebab-case`
  const noun = part.split('-').at(-1) ?? ''
  return emptyWords.includes(noun) ? `${noun} says nothing: name it for what it exports` : null
}
