import type { StepCommand } from './step-commands'
import { keyText, stepCommands } from './step-commands'

/** All commands with their keys, a row each. */
export const helpRows = (): ReadonlyArray<string> =>
  stepCommands.map((command) => {
    const { word, takes, says } = command
    return `${keysText(command).padEnd(14)}${`${word} ${takes}`.padEnd(22)}${says}`
  })

/** The keys of a command, the one to learn first. */
export const keysText = ({ keys }: Pick<StepCommand, 'keys'>): string => keys.map(keyText).join(' ')
