import type { Command } from 'commander'

import { demoCommand } from './commands/demo'
import { execDemoCommand } from './commands/exec-demo'
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
  for (const command of [demoCommand(run), execDemoCommand(run)]) shadowtape.addCommand(command)
  const everything = [shadowtape, ...shadowtape.commands]
  for (const command of everything) command.exitOverride()
  return shadowtape
}
