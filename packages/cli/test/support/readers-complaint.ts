import { join } from 'node:path'

import { recovery } from './recovery-complaint'
import type { Damaged } from './recovery-complaint'
import { runCli } from './run-cli'

/** What is wrong with what the commands that read say of a damaged journal, or `null`. */
export const readersComplaint = async (damaged: Damaged): Promise<string | null> => {
  const { path, found, journal, out } = damaged
  const isWhole = found.equals(journal.bytes)
  const verified = await runCli(['verify', path])
  if ((verified.code === 0) !== isWhole) return `verify: ${verified.code} ${verified.stderr}`
  const doctor = await runCli(['doctor', path])
  // snapshots are not synced; where the journal is whole, doctor may still find one damaged
  if (doctor.code > 1 || (doctor.code === 0 && !isWhole)) return `doctor: ${doctor.stdout}`
  const info = await runCli(['info', path])
  if (info.code > 1) return `info: ${info.stderr}`
  const { lines } = journal.soundIn(found)
  if (isWhole || lines === 0) return null
  const { out: upto } = recovery(damaged, 'upto')
  const replayed = await runCli(['replay', upto])
  const equal = Number(/byte for byte, up to seq ([0-9]+)/.exec(replayed.stderr)?.[1] ?? 0)
  const said = journal.lines.slice(equal, lines)
  if (replayed.code !== 1 || equal === 0 || said.some((line) => line.includes('"cause":null')))
    return `replay: ${replayed.stderr}`
  if (said.length > 0 && atOf(said[0]) === atOf(journal.lines[equal - 1]))
    return `replay leaves out what its inputs say: ${replayed.stderr}`
  // with the snapshots that the crash left beside it, and without any
  const beside = await runCli(['state', path, '--seq', String(lines), '--json'])
  const alone = await runCli(['state', upto, '--seq', String(lines), '--json'])
  if (alone.code !== 0 || beside.code !== 0) return `state: ${alone.stdout}${beside.stdout}`
  if (stateIn(alone.stdout) !== stateIn(beside.stdout)) return 'state: another one by snapshots'
  const salvaged = join(out, 'salvage.jsonl')
  const examined = await runCli(['doctor', salvaged])
  return examined.code > 1 ? `doctor of what was salvaged: ${examined.stderr}` : null
}

const stateIn = (stdout: string): string =>
  JSON.stringify((JSON.parse(stdout) as { readonly state: unknown }).state)

/** What was said because time had passed before an input waits for that input to be replayed. */
const atOf = (line = ''): string => /"at":([0-9]+)/.exec(line)?.[1] ?? ''
