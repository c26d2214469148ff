/** How a secret comes in: piped, or typed where nobody can read along. Never as an argument. */
export type SecretInput = {
  /** All of stdin; `null` where it is longer than any secret. */
  readonly piped: () => Promise<string | null>
  /** What was typed behind a question, which is not shown; `null` where it was given up. */
  readonly typed: (question: string) => Promise<string | null>
}

const charactersMax = 65_536

/** A secret's ways into this process. */
export const processInput: SecretInput = {
  piped: async () => {
    const chunks: Array<Buffer> = []
    let size = 0
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size > charactersMax) return null
    }
    return Buffer.concat(chunks).toString('utf8')
  },
  typed: (question) =>
    new Promise((resolve) => {
      const { stdin, stderr } = process
      const line = hiddenLine()
      const ended = (typed: string | null): void => {
        stdin.off('data', heard)
        stdin.setRawMode(false)
        stdin.pause()
        stderr.write('\n')
        resolve(typed)
      }
      const heard = (keys: string): void => {
        const state = line.hear(keys)
        if (state !== 'typing') ended(state === 'given up' ? null : line.text())
      }
      stdin.setEncoding('utf8')
      // before the question is there: what is typed at once must not show either
      stdin.setRawMode(true)
      stdin.on('data', heard)
      stdin.resume()
      stderr.write(question)
    }),
}

/** A line that is typed without being shown. */
export type HiddenLine = {
  readonly hear: (keys: string) => 'typing' | 'done' | 'given up'
  readonly text: () => string
}

/**
 * A line as a terminal in raw mode sends it: Enter ends it, but within a PEM, whose lines come one
 * after the other until its foot; Ctrl-C and Ctrl-D give up; Ctrl-U begins anew.
 */
export const hiddenLine = (): HiddenLine => {
  let text = ''
  return {
    text: () => text,
    hear: (keys) => {
      // what a terminal puts around what is pasted, and what arrow keys send
      for (const key of keys.replace(escapes, '')) {
        if (key === '\u0003' || key === '\u0004') return 'given up'
        if (key === '\u0015') text = ''
        else if (key === '\u007f' || key === '\b') text = Array.from(text).slice(0, -1).join('')
        else if (key !== '\r' && key !== '\n') text += key
        else if (!text.startsWith('-----BEGIN') || /-----END [^\n]*-----\s*$/.test(text))
          return 'done'
        else text += '\n'
        if (text.length > charactersMax) return 'given up'
      }
      return 'typing'
    },
  }
}

const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z~]`, 'g')
