import { join } from 'node:path'

import { recovery } from './recovery-complaint'
import type { Damaged } from './recovery-complaint'
import { runCli } from './run-cli'

/** What is wrong with what the commands that read say of a damaged journal, or `null`. */
export const readersComplaint = async (damaged: Damaged): Promise<string | null> => {
  const { path, found, journal, out } = damaged
  const isWhole = found.equals(journal.bytes)
  for (const command of ['verify', 'doctor', 'info']) {
    const { code, stderr } = await runCli([command, path])
    if ((code === 0) !== isWhole && command !== 'info') return `${command}: ${code} ${stderr}`
    if (code > 3) return `${command}: exit ${String(code)}`
  }
  const { lines } = journal.soundIn(found)
  if (isWhole || lines === 0) return null
  const { out: upto } = recovery(damaged, 'upto')
  const replayed = await runCli(['replay', upto])
  const says = `What there is replays byte for byte, up to seq ${lines.toLocaleString('en')}`
  if (replayed.code !== 1 || !replayed.stderr.includes(says)) return `replay: ${replayed.stderr}`
  // with the snapshots that the crash left beside it, and without any
  const beside = await runCli(['state', path, '--seq', String(lines), '--json'])
  const alone = await runCli(['state', upto, '--seq', String(lines), '--json'])
  if (alone.code !== 0 || beside.code !== 0) return `state: ${alone.stderr}${beside.stderr}`
  if (stateIn(alone.stdout) !== stateIn(beside.stdout)) return 'state: another one by snapshots'
  const salvaged = join(out, 'salvage.jsonl')
  const examined = await runCli(['doctor', salvaged])
  return examined.code > 1 ? `doctor of what was salvaged: ${examined.stderr}` : null
}

const stateIn = (stdout: string): string =>
  JSON.stringify((JSON.parse(stdout) as { readonly state: unknown }).state)
