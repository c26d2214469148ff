import { writeSync } from 'node:fs'

import { madeAt, madeHeader, madeInputs, madeRecorder } from './made-session'

/**
 * A process that records a made session, and says on stdout whenever lines became durable which is
 * the last of them, and how many bytes are: `SEQ BYTES`. It is made to be killed.
 */
const record = (path: string, quotes: number): void => {
  const recorder = madeRecorder(path, madeHeader('barrier', { snapshotLinesMax: 50 }))
  let acknowledged = 0
  for (const [n, input] of madeInputs(quotes).entries()) {
    recorder.record(madeAt(n), input)
    const durable = recorder.durableBytes()
    if (durable === acknowledged) continue
    acknowledged = durable
    writeSync(1, `${String(recorder.state.seq)} ${String(durable)}\n`)
  }
  recorder.close(madeAt(quotes + 1), 'END_OF_INPUT')
}

const [path = '', quotes = '0'] = process.argv.slice(2)
record(path, Number(quotes))
