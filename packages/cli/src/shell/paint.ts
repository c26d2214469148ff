import type { CliEnv } from './cli-env'

/** Colors that mean something, as SGR codes. */
const codes = { dim: '2', red: '31', green: '32', yellow: '33', cyan: '36', bold: '1' } as const

/** A color, by its name. */
export type Color = keyof typeof codes

/** Paints a text, or leaves it as it is. */
export type Paint = (color: Color, text: string) => string

/** Colors on a terminal, unless `NO_COLOR` is set; plain text everywhere else. */
export const paintFor = (env: Pick<CliEnv, 'isTerminal' | 'variables'>): Paint => {
  const noColor = env.variables['NO_COLOR'] ?? ''
  if (!env.isTerminal.stdout || noColor !== '' || env.variables['TERM'] === 'dumb')
    return (_, text) => text
  return (color, text) => `\x1b[${codes[color]}m${text}\x1b[0m`
}
