import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { pageAssets } from '../../src/pages/page-assets'
import type { ReportFile } from '../../src/pages/report-data'
import { reportHtml } from '../../src/pages/report-html'
import { sampleReport } from './sample-report'

const assets = { script: 'let one = 1', style: 'body { color: red }' }
const edgePage = { line: { at: 1_761_597_399_003_677, seq: 2_099 } }

const named = (session: string): ReportFile => {
  const report = sampleReport(edgePage)
  const [first] = report.sessions
  return { ...report, sessions: [{ ...first, header: { ...first.header, session } }] }
}

const dataOf = (html: string): unknown => {
  const [, text = ''] =
    /<script type="application\/json" id="report-data">(.*?)<\/script>/s.exec(html) ?? []
  return JSON.parse(text)
}

describe('the file of a report', () => {
  const html = reportHtml(sampleReport(edgePage), assets)

  it('carries its data whole', () => {
    expect(dataOf(html)).toStrictEqual(JSON.parse(JSON.stringify(sampleReport(edgePage))))
  })

  it('may run and wear what it carries, and nothing else', () => {
    const hash = (text: string): string => createHash('sha256').update(text).digest('base64')
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? []
    expect(policy).toBe(
      `default-src 'none'; script-src 'sha256-${hash(assets.script)}'; ` +
        `style-src 'sha256-${hash(assets.style)}'; base-uri 'none'; form-action 'none'`,
    )
    expect(html).toContain(`<script>${assets.script}</script>`)
    expect(html).toContain(`<style>${assets.style}</style>`)
    expect(html).not.toMatch(/\s(src|href)=/)
  })

  it.each(['</script><b>', '<!--<script>', '&lt;', '\u2028\u2029', '"\'', '\u202Ebad\u0000'])(
    'keeps %j as data, and writes it out in its title',
    (session) => {
      const hostile = reportHtml(named(session), assets)
      expect(dataOf(hostile)).toMatchObject({ sessions: [{ header: { session } }] })
      expect(hostile.match(/<script/g)).toHaveLength(2)
      expect(hostile.match(/<\/script/g)).toHaveLength(2)
      expect(hostile.includes('\0')).toBe(false)
      expect(hostile).not.toMatch(/[\u2028\u2029\u202e]|<!--/)
      const [, title = ''] = /<title>(.*)<\/title>/.exec(hostile) ?? []
      expect(title).not.toMatch(/[<>"']/)
    },
  )

  it('says drawn numbers in no more digits than can be drawn', () => {
    const report = sampleReport(edgePage)
    const [first] = report.sessions
    const money = { ...first.money, net: [0.1 + 0.2, 60_906.300000000003, null] }
    const long = reportHtml({ ...report, sessions: [{ ...first, money }] }, assets)
    expect(long).toContain('"net":[0.3,60906.3,null]')
  })

  it('refuses a script or a style that HTML would cut short', () => {
    const report = sampleReport(edgePage)
    expect(() => reportHtml(report, { ...assets, script: '"</SCRIPT>"' })).toThrow('script')
    expect(() => reportHtml(report, { ...assets, style: '</style>' })).toThrow('style sheet')
  })
})

describe("the page's own script and style", () => {
  const cli = resolve(__dirname, '..', '..')

  it('are found beside the program, and small', () => {
    const { script, style } = pageAssets()
    expect(script).toBe(readFileSync(join(cli, 'dist', 'report-page.js'), 'utf8'))
    expect(style).toContain('.uplot')
    expect(script.length).toBeLessThan(250_000)
  })

  it('are in what is published', () => {
    const { files } = JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8')) as {
      readonly files: ReadonlyArray<string>
    }
    expect(files).toContain('dist')
    expect(existsSync(join(cli, 'dist', 'report-page.css'))).toBe(true)
  })

  it.each([['style'], ['style/view']])('name every style sheet there is in %s', (name) => {
    const folder = join(cli, 'web', name)
    const index = readFileSync(join(folder, 'index.css'), 'utf8')
    const sheets = readdirSync(folder).filter((own) => own !== 'index.css' && own.endsWith('.css'))
    expect(sheets.length).toBeGreaterThan(2)
    expect(sheets.filter((own) => !index.includes(`./${own}`))).toStrictEqual([])
  })
})
