import type { StepCommand } from '../step-commands'
import { stepCommands } from '../step-commands'

/** The command that a key means, or `null`. */
export const commandOfKey = (key: string): StepCommand | null =>
  byKey.get(key === 'KP_ENTER' ? 'ENTER' : key) ?? null

const byKey: ReadonlyMap<string, StepCommand> = new Map<string, StepCommand>(
  stepCommands.flatMap((command) => command.keys.map((key) => [key, command])),
)

/** What is asked for on the last row before a command can be done; `null` where nothing is. */
export const askedFor = ({ takes }: StepCommand): string | null =>
  takes === '' || takes.startsWith('[') ? null : takes
