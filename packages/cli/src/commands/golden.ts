import type { Command } from 'commander'

import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { goldenAcceptCommand } from './golden-accept'
import { goldenAddCommand } from './golden-add'
import { goldenCheckCommand, goldenCheckOneCommand } from './golden-check'
import { goldenCompareCommand } from './golden-compare'
import { goldenReviewCommand } from './golden-review'
import { goldenShowCommand } from './golden-show'

/** `shadowtape golden`: sessions held to what they came to once. */
export const goldenCommand = (run: Run): Command => {
  const golden = newCommand('golden', 'hold sessions to what they came to once', [
    'shadowtape golden add freeze --from session.jsonl --around freeze:1 --before 30s --after 5s',
    'shadowtape golden check',
    'shadowtape golden review',
  ])
  const commands = [
    goldenCheckCommand(run),
    goldenReviewCommand(run),
    goldenAcceptCommand(run),
    goldenAddCommand(run),
    goldenCompareCommand(run),
    goldenShowCommand(run),
  ]
  for (const command of commands) golden.addCommand(command)
  return golden.addCommand(goldenCheckOneCommand(run), { hidden: true })
}
