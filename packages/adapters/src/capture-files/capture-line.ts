const lineFeed = 10
const carriageReturn = 13
const space = 32

/**
 * A line of a capture: the receive time, a space, the frame as it came. A line end within a frame,
 * which JSON has only between its tokens, becomes a space, so that a frame is one line.
 */
export const captureLine = (receivedNs: string, frame: Uint8Array): Buffer => {
  const start = receivedNs.length + 1
  const line = Buffer.allocUnsafe(start + frame.length + 1)
  line.write(`${receivedNs} `, 0, 'latin1')
  line.set(frame, start)
  for (let i = start; i < line.length - 1; i++) {
    const byte = line[i]
    if (byte === lineFeed || byte === carriageReturn) line[i] = space
  }
  line[line.length - 1] = lineFeed
  return line
}
