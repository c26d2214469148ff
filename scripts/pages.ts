import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(__dirname, '..')
const program = join(root, 'packages', 'cli', 'bin', 'shadowtape.cjs')

/** A page whose samples are what its commands print, and what lies where they are run. */
type Page = { readonly file: string; readonly beside: 'journals' | 'the example' }

const pages: ReadonlyArray<Page> = [
  { file: 'docs/after-a-freeze.md', beside: 'journals' },
  { file: 'docs/what-if.md', beside: 'journals' },
  { file: 'docs/step.md', beside: 'journals' },
  { file: 'docs/goldens.md', beside: 'the example' },
]

/** Runs a page's commands in order, and puts in it what those print of which it shows that. */
const refreshed = (text: string, folder: string): string =>
  text.replace(
    /(```sh\n((?:printf|npx|perl) .+)\n```\n)(\n```text\n[^]*?```\n)?/g,
    (_, shown: string, command: string, output?: string) => {
      const now = printed(command, folder)
      return output === undefined ? shown : `${shown}\n\`\`\`text\n${now}\`\`\`\n`
    },
  )

const printed = (command: string, folder: string): string => {
  const npx = `npx() { shift; '${process.execPath}' '${program}' "$@"; }`
  return spawnSync('bash', ['-c', `${npx}\nexec 2>&1\n${command}`], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CI: '' },
  }).stdout
}

/** The README shows the demo as text, and five lines of a golden as JSON. */
const refreshedReadme = (text: string, folder: string): string => {
  mkdirSync(join(folder, 'journals'))
  const golden = readFileSync(join(root, 'journals', 'exec-demo-freeze-shadow.jsonl'), 'utf8')
  const lineOf = (line: string): string => {
    const [seq = ''] = /^\{"seq":\d+,/.exec(line) ?? []
    return golden.split('\n').find((each) => each.startsWith(seq)) ?? line
  }
  return text
    .replace(
      /```text\n[^]*?```/,
      () => `\`\`\`text\n${printed('npx shadowtape demo', folder)}\`\`\``,
    )
    .replace(/```json\n([^]*?)```/, (_, lines: string) => {
      const now = lines.trimEnd().split('\n').map(lineOf).join('\n')
      return `\`\`\`json\n${now}\n\`\`\``
    })
}

const within = (work: (folder: string) => string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const refresh = (file: string, change: (text: string, folder: string) => string): void => {
  const path = join(root, file)
  const was = readFileSync(path, 'utf8')
  const is = within((folder) => change(was, folder))
  writeFileSync(path, is)
  process.stdout.write(`${file}${was === is ? '' : '  changed'}\n`)
}

for (const { file, beside } of pages)
  refresh(file, (text, folder) => {
    if (beside === 'journals') symlinkSync(join(root, 'journals'), join(folder, 'journals'))
    else cpSync(join(root, 'examples', 'bot-with-goldens'), folder, { recursive: true })
    return refreshed(text, folder)
  })
refresh('README.md', refreshedReadme)
