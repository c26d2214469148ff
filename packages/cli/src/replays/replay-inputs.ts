import { InvalidArgumentError } from 'commander'

/** Whether the venue's words are fed back as they were recorded, or decided anew. */
export type ReplayInputs = 'decides' | 'as recorded'

const always = ['market', 'operator', 'timer'] as const

/** What is fed to the engine, parted by commas: the market, the operator, the time, the venue. */
export const inputsOption = (text: string): ReplayInputs => {
  const given = text.split(',').map((name) => name.trim())
  const isKnown = given.every((name) => name === 'venue' || always.some((one) => one === name))
  if (!isKnown || !always.every((name) => given.includes(name)))
    throw new InvalidArgumentError(
      'It must be market,operator,timer, and venue besides to take what the venue said.',
    )
  return given.includes('venue') ? 'as recorded' : 'decides'
}
