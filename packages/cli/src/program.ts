import type { Command } from 'commander'

import { anchorCommand } from './commands/anchor'
import { bisectCommand } from './commands/bisect'
import { catCommand } from './commands/cat'
import { demoCommand } from './commands/demo'
import { diffCommand } from './commands/diff'
import { doctorCommand } from './commands/doctor'
import { execDemoCommand } from './commands/exec-demo'
import { exportCommand } from './commands/export'
import { freezeCommand } from './commands/freeze'
import { goldenCommand } from './commands/golden'
import { infoCommand } from './commands/info'
import { orderCommand } from './commands/order'
import { packCommand } from './commands/pack'
import { recordCommand } from './commands/record'
import { regenerateCommand } from './commands/regenerate'
import { recoverCommand } from './commands/recover'
import { replayCommand } from './commands/replay'
import { reportCommand } from './commands/report'
import { riskMonitorCommand } from './commands/risk-monitor'
import { runCommand } from './commands/run'
import { shadowCommand } from './commands/shadow'
import { secretsCommand } from './commands/secrets'
import { stateCommand } from './commands/state'
import { stepCommand } from './commands/step'
import { verifyCommand } from './commands/verify'
import { viewCommand } from './commands/view'
import { whatifCommand } from './commands/whatif'
import { whyCommand } from './commands/why'
import type { Run } from './shell/new-command'
import { newCommand } from './shell/new-command'

/** Everything a person can type; what they chose is handed to `run`. */
export const program = (run: Run): Command => {
  const shadowtape = newCommand(
    'shadowtape',
    'Flight recorder and simulator for market-making bots. No order leaves unless it is told to.',
    [
      'shadowtape demo',
      'shadowtape run --capture session.capture.gz --journal session.jsonl',
      'shadowtape replay session.jsonl',
    ],
  )
  const commands = [
    demoCommand(run),
    runCommand(run),
    recordCommand(run),
    shadowCommand(run),
    replayCommand(run),
    verifyCommand(run),
    anchorCommand(run),
    recoverCommand(run),
    doctorCommand(run),
    packCommand(run),
    catCommand(run),
    infoCommand(run),
    stateCommand(run),
    stepCommand(run),
    viewCommand(run),
    whyCommand(run),
    freezeCommand(run),
    reportCommand(run),
    orderCommand(run),
    whatifCommand(run),
    diffCommand(run),
    bisectCommand(run),
    goldenCommand(run),
    exportCommand(run),
    execDemoCommand(run),
    riskMonitorCommand(run),
    secretsCommand(run),
  ]
  for (const command of commands) shadowtape.addCommand(command)
  shadowtape.addCommand(regenerateCommand(run), { hidden: true })
  overrideExits(shadowtape)
  return shadowtape
}

/** Exit codes are decided in main: no command ends the process itself. */
const overrideExits = (command: Command): void => {
  command.exitOverride()
  command.commands.forEach(overrideExits)
}
