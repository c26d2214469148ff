import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { runCli } from './run-cli'
import { archiveDay } from './support/archive-day'
import { tempFolder } from './temp-folder'

const folder = tempFolder()
const page = readFileSync(resolve(__dirname, '..', '..', '..', 'docs', 'data.md'), 'utf8')

const commands = [...page.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = '']) =>
  block.trim().split('\n'),
)

const instruments = [
  {
    symbol: 'BTCUSDT',
    contractType: 'LinearPerpetual',
    priceFilter: { tickSize: '0.10' },
    lotSizeFilter: { qtyStep: '0.001', minOrderQty: '0.001', maxOrderQty: '1190' },
  },
]

describe('docs/data.md', () => {
  it('has commands that work on files that are called as it says', () => {
    const [first, second] = [archiveDay(0), archiveDay(1)]
    const files: ReadonlyArray<readonly [string, string | Buffer]> = [
      ['2024-08-08_BTCUSDT_ob500.data.zip', first.bookZip],
      ['BTCUSDT2024-08-08.csv.gz', first.bybitTrades],
      ['BTCUSDT2024-08-09.csv.gz', second.bybitTrades],
      ['book.csv.gz', first.bookCsv],
      ['trades.csv.gz', first.tradesCsv],
      ['bybit.instruments.json', JSON.stringify(instruments)],
    ]
    for (const [name, content] of files) writeFileSync(join(folder(), name), content)
    const typed = commands.filter((command) => command.startsWith('npx shadowtape '))
    expect(typed.length).toBeGreaterThan(3)
    for (const command of typed) {
      const ran = runCli(command.split(' ').slice(2), { cwd: folder() })
      expect({ command, code: ran.code, stderr: ran.stderr }).toStrictEqual({
        command,
        code: 0,
        stderr: '',
      })
    }
  })

  it('says of every other command that it needs the network', () => {
    const start = page.indexOf('## Where to get them')
    const section = page.slice(start, page.indexOf('\n## ', start + 1))
    expect(section).toContain('The commands of this section need the network')
    const others = commands.filter((command) => !command.startsWith('npx shadowtape '))
    expect(others.length).toBeGreaterThan(0)
    for (const command of others) {
      expect(command).toMatch(/^curl /)
      expect(section).toContain(command)
    }
  })
})
