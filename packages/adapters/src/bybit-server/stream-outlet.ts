import type { Connection } from './connection'
import { send, strikeConnection } from './connection'
import type { FaultAt } from './faults'
import type { Later } from './server-options'

/** What sends the messages of one stream to its clients, as faults let it. */
export type StreamOutlet = {
  readonly send: (
    to: ReadonlyArray<Connection>,
    text: string,
    fault: FaultAt<'message'> | null,
  ) => void
  /** Sends what is held back, whatever it was to wait for. */
  readonly release: () => void
}

type Held = {
  readonly to: ReadonlyArray<Connection>
  readonly text: string
  behind: number
}

/** An outlet that holds nothing back. */
export const newStreamOutlet = (later: Later): StreamOutlet => {
  let held: Array<Held> = []
  const sendNow = (to: ReadonlyArray<Connection>, text: string): void => {
    for (const connection of to) send(connection, text)
    for (const each of held) each.behind -= 1
    const due = held.filter(({ behind }) => behind <= 0)
    held = held.filter(({ behind }) => behind > 0)
    for (const each of due) for (const connection of each.to) send(connection, each.text)
  }
  return {
    release: () => {
      const all = held
      held = []
      for (const each of all) for (const connection of each.to) send(connection, each.text)
    },
    send: (to, text, fault) => {
      switch (fault?.deed) {
        case 'drop':
          return
        case 'duplicate':
          sendNow(to, text)
          return sendNow(to, text)
        case 'delay':
          later(fault.ms, () => sendNow(to, text))
          return
        case 'hold':
          held.push({ to, text, behind: fault.behind })
          return
        case 'garbage':
          return sendNow(to, text.slice(0, Math.floor(text.length / 2)))
        case 'close':
        case 'freeze':
          for (const connection of to) strikeConnection(connection, fault)
          return
        case 'gap':
        case 'restart':
        case undefined:
          return sendNow(to, text)
      }
    },
  }
}
