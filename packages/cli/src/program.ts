import type { Command } from 'commander'

import { catCommand } from './commands/cat'
import { execDemoCommand } from './commands/exec-demo'
import { infoCommand } from './commands/info'
import { replayCommand } from './commands/replay'
import { verifyCommand } from './commands/verify'
import type { Run } from './shell/new-command'
import { newCommand } from './shell/new-command'

/** Everything a person can type; what they chose is handed to `run`. */
export const program = (run: Run): Command => {
  const shadowtape = newCommand(
    'shadowtape',
    'Flight recorder and simulator for market-making bots. No order ever leaves this machine.',
    [
      'shadowtape demo',
      'shadowtape run --capture session.capture.gz --journal session.jsonl',
      'shadowtape replay session.jsonl',
    ],
  )
  for (const command of [
    execDemoCommand(run),
    catCommand(run),
    infoCommand(run),
    replayCommand(run),
    verifyCommand(run),
  ])
    shadowtape.addCommand(command)
  const everything = [shadowtape, ...shadowtape.commands]
  for (const command of everything) command.exitOverride()
  return shadowtape
}
