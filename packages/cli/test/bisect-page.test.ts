import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { bundleEngine, layOut, runEngine } from './support/built-engine'
import { gitRepository } from './support/git-repository'
import { tempDir } from './support/temp-dir'

const root = resolve(__dirname, '..', '..', '..')
const page = readFileSync(join(root, 'docs', 'bisect.md'), 'utf8')
const dir = tempDir()
const engine = join(dir, 'engine')
const bot = join(dir, 'bot')

const [, recorded = ''] = /```js\n([^]*?)```/.exec(page) ?? []
const changed = recorded.replace('< 2600', '< 2700')

/** Each command of the page, and what the page says that it prints. */
const shown = [...page.matchAll(/```sh\nnpx shadowtape (.+)\n```\n\n```text\n([^]*?)```\n/g)].map(
  ([, command = '', output = '']) => [command, output] as const,
)

/** The commits of the page; hashes are of what they hold, and of who wrote it when. */
const written = {
  GIT_AUTHOR_DATE: '2026-11-20T09:00:00Z',
  GIT_COMMITTER_DATE: '2026-11-20T09:00:00Z',
}

beforeAll(async () => {
  layOut(bundleEngine(join(dir, 'bundle.js')), engine)
  const made = gitRepository(bot, written)
  made.write('.gitignore', 'session*\nmarket*\nmine-before.js\n')
  made.write('mine.js', recorded)
  made.commit('Wait for room')
  made.write('README.md', 'A bot.\n')
  made.commit('Say what it is')
  made.write('README.md', 'A bot that waits for room.\n')
  made.commit('Say it better')
  const capture = 'examples/bot-with-goldens/captures/market.capture.gz'
  copyFileSync(join(root, capture), join(bot, 'market.capture.gz'))
  const [, flags = ''] = /`run (--strategy .*)`/.exec(page) ?? []
  const run = ['run', '--capture', 'market.capture.gz', ...flags.split(' ')]
  expect((await runEngine(engine, run, bot)).code).toBe(0)
  writeFileSync(join(bot, 'mine-before.js'), recorded)
  made.write('mine.js', changed)
  made.commit('More is room')
  made.write('README.md', 'A bot that waits for room, and takes it.\n')
  made.commit('Say more')
})

describe('docs/bisect.md', () => {
  it('shows a command for each way to look', () => {
    expect(shown).toHaveLength(3)
    expect(page.match(/```sh/g)).toHaveLength(shown.length)
  })

  it.each(shown)('says what %s prints', async (command, output) => {
    const { code, stdout } = await runEngine(engine, command.split(' '), bot)
    expect(stdout.replaceAll(bot, '.')).toBe(output)
    expect(code).toBe(4)
  })
})
