import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { shadowtape } from './shadowtape'

/** Options of `shadowtape run`, in camel case; lists, and parameters by name, as in a file. */
export type SessionOptions = Readonly<
  Record<
    string,
    string | number | boolean | ReadonlyArray<string> | Readonly<Record<string, string | number>>
  >
>

/**
 * Records a session, as `shadowtape run` does, and returns its journal's path: `journal`, or a new
 * file in the system's temporary folder. Throws with what the command said where it ended badly.
 */
export const recordSession = (options: SessionOptions): string => {
  const journal =
    typeof options['journal'] === 'string'
      ? options['journal']
      : join(mkdtempSync(join(tmpdir(), 'shadowtape-')), 'session.jsonl')
  const args = Object.entries({ ...options, journal }).flatMap(([name, value]) =>
    argumentsOf(`--${kebab(name)}`, value),
  )
  const { code, stderr } = shadowtape(['run', ...args])
  if (code !== 0)
    throw new Error(`shadowtape run ${args.join(' ')}: exit ${String(code)}\n${stderr}`)
  return journal
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (one) => `-${one.toLowerCase()}`)

const argumentsOf = (flag: string, value: SessionOptions[string]): ReadonlyArray<string> => {
  if (value === true) return [flag]
  if (value === false) return []
  if (typeof value === 'string' || typeof value === 'number') return [flag, String(value)]
  if (Array.isArray(value)) return value.flatMap((one) => [flag, String(one)])
  return Object.entries(value).flatMap(([name, one]) => [flag, `${name}=${String(one)}`])
}
