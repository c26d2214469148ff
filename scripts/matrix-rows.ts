/** One way to run the same sessions: on which Node, with which of its flags, and where. */
export type MatrixRow = {
  /** Major version; `null` is the Node that is running. */
  readonly node: number | null
  readonly flags: ReadonlyArray<string>
  readonly zone: string
  readonly language: string
  /** Whether `npm test` runs it too; the others are for CI. */
  readonly isQuick: boolean
}

const row = (changes: Partial<MatrixRow>): MatrixRow => ({
  node: null,
  flags: [],
  zone: 'UTC',
  language: 'C',
  isQuick: false,
  ...changes,
})

const turkish = { zone: 'Asia/Kolkata', language: 'tr_TR.UTF-8' }

/** All of them; the first is what the others are compared with. */
export const matrixRows: ReadonlyArray<MatrixRow> = [
  row({ isQuick: true }),
  row({ ...turkish, isQuick: true }),
  row({ zone: 'America/New_York', language: 'de_DE.UTF-8' }),
  row({ zone: 'Pacific/Apia', language: 'ar_EG.UTF-8' }),
  row({ flags: ['--jitless'] }),
  row({ flags: ['--no-opt'] }),
  row({ flags: ['--max-lazy'] }),
  row({ flags: ['--always-sparkplug'] }),
  row({ flags: ['--hash-seed=7', '--random-seed=7'] }),
  row({ flags: ['--max-old-space-size=64', '--max-semi-space-size=1'], isQuick: true }),
  ...[20, 22, 24].map((node) => row({ node })),
  ...[20, 22, 24].map((node) => row({ node, zone: 'Asia/Tokyo', language: 'tr_TR.UTF-8' })),
]

/** A row as it is printed, and as it stands in docs/determinism.md. */
export const rowText = ({ node, flags, zone, language }: MatrixRow): string => {
  const which = node === null ? 'this Node' : `Node ${String(node)}`
  return [which, zone, language, ...(flags.length === 0 ? [] : [flags.join(' ')])].join(' · ')
}
