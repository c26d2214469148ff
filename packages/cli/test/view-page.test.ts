import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { keyRows } from '../web/viewer/key-rows'
import { viewed } from './support/viewed'
import { tempFolder } from './temp-folder'

const root = resolve(__dirname, '..', '..', '..')
const page = readFileSync(join(root, 'docs', 'view.md'), 'utf8')
const folder = tempFolder()

describe('docs/view.md', () => {
  it('names a command that serves a page until it is asked to end', async () => {
    const [, command = ''] = /```sh\nshadowtape (.+)\n```/.exec(page) ?? []
    mkdirSync(join(folder(), 'journals'))
    const golden = join(root, 'journals', 'market-maker-freeze.jsonl')
    copyFileSync(golden, join(folder(), 'journals', 'demo.jsonl'))
    const { html, code, stderr } = await viewed(command.split(' '), folder())
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    expect(html).toContain('<main id="viewer">')
  })

  it('names every key that the page has, and what it does', () => {
    const rows = [...page.matchAll(/^\| (`.+?`) +\| (.+?) +\|$/gm)].map(
      ([, keys = '', does = '']) => [keys.replaceAll('`', ''), does],
    )
    expect(rows).toStrictEqual(keyRows)
  })
})
