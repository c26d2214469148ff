import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { canonicalJson } from '@shadowtape/core'

import { fillingFlags, demoJournal, linesOf, written } from '../support/demo-journal'
import { withCrc } from '../support/resealed'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()

const whole = async (name: string) => {
  const { bytes, path } = await demoJournal(dir, name, fillingFlags)
  return { bytes, path, lines: linesOf(bytes) }
}

const recovered = async (damaged: string, mode: string, out: string) => {
  const ran = await runCli(['recover', damaged, '--mode', mode, '--out', out, '--json'])
  return { ...ran, json: JSON.parse(ran.stdout) as Record<string, unknown> }
}

describe('shadowtape recover', () => {
  it('leaves a sound journal alone, in every mode', async () => {
    const { path } = await whole('sound.jsonl')
    for (const mode of ['strict', 'tail', 'upto', 'salvage']) {
      const out = join(dir, `sound-${mode}.jsonl`)
      const { code, json } = await recovered(path, mode, out)
      expect([code, json['verdict'], existsSync(out)]).toStrictEqual([0, 'sound', false])
    }
  })

  it('strict: fails at any defect, and at a missing end', async () => {
    const { lines } = await whole('strict.jsonl')
    const short = written(dir, 'short.jsonl', lines.slice(0, -1).join(''))
    const ran = await runCli(['recover', short])
    expect([ran.code, ran.stdout]).toStrictEqual([1, ''])
    expect(ran.stderr).toContain('was cut short: it ends at seq')
  })

  it('tail: cuts a torn suffix, and keeps what it cut beside', async () => {
    const { bytes, lines } = await whole('tail.jsonl')
    const kept = lines.slice(0, 50).join('')
    const torn = (lines[50] ?? '').slice(0, 40)
    const damaged = written(dir, 'torn.jsonl', kept + torn)
    const out = join(dir, 'torn-out.jsonl')
    const { code, json } = await recovered(damaged, 'tail', out)
    expect(code).toBe(3)
    expect(json).toMatchObject({ verdict: 'recovered with loss', lines: 50, cut_bytes: 40 })
    expect(readFileSync(out, 'utf8')).toBe(kept)
    expect(readFileSync(`${out}.cut`, 'utf8')).toBe(torn)
    expect(JSON.parse(readFileSync(`${out}.recovery.json`, 'utf8'))).toMatchObject({
      file: damaged,
      mode: 'tail',
      lines: 50,
    })
    expect(readFileSync(damaged, 'utf8')).toBe(kept + torn)
    expect(bytes.subarray(0, kept.length).toString()).toBe(kept)
  })

  it.each([
    ['zeros', Buffer.alloc(5_000)],
    ['zeros and a newline', Buffer.concat([Buffer.alloc(300), Buffer.from('\n')])],
    ['garbage in lines', Buffer.from('\u0001\u0002\nxyz\n{"seq":51\n')],
  ])('tail: cuts %s at the end, as they are no lines', async (name, tail) => {
    const { lines } = await whole(`${name}.jsonl`)
    const kept = lines.slice(0, 50).join('')
    const damaged = written(dir, `damaged ${name}`, Buffer.concat([Buffer.from(kept), tail]))
    const out = join(dir, `out ${name}`)
    const { code } = await recovered(damaged, 'tail', out)
    expect([code, readFileSync(out, 'utf8')]).toStrictEqual([3, kept])
    expect(readFileSync(`${out}.cut`).equals(tail)).toBe(true)
  })

  it('tail: has nothing to cut where a journal ends with a whole line', async () => {
    const { lines } = await whole('unclosed.jsonl')
    const damaged = written(dir, 'unclosed-short.jsonl', lines.slice(0, 50).join(''))
    const out = join(dir, 'unclosed-out.jsonl')
    const { code, json } = await recovered(damaged, 'tail', out)
    expect([code, json['verdict'], json['cut']]).toStrictEqual([0, 'recovered', null])
    expect(existsSync(`${out}.cut`)).toBe(false)
  })

  it('tail: refuses a bad line that a good one follows; upto stops before it', async () => {
    const { lines } = await whole('corrupt.jsonl')
    const bad = lines.map((line, i) => (i === 30 ? line.replace('"at":1', '"at":2') : line))
    const damaged = written(dir, 'corrupt-bad.jsonl', bad.join(''))
    const out = join(dir, 'corrupt-out.jsonl')
    const tail = await recovered(damaged, 'tail', out)
    expect(tail.code).toBe(1)
    expect(tail.json).toMatchObject({ verdict: 'corrupt', line: 31, sound_behind: 32 })
    expect(existsSync(out)).toBe(false)
    const upto = await recovered(damaged, 'upto', out)
    expect([upto.code, upto.json['lines']]).toStrictEqual([3, 30])
    expect(readFileSync(out, 'utf8')).toBe(lines.slice(0, 30).join(''))
    expect(readFileSync(`${out}.cut`, 'utf8')).toBe(bad.slice(30).join(''))
  })

  it('upto: goes back to the last good seal where a seal is off', async () => {
    const flags = [...fillingFlags, '--snapshot-lines', '40']
    const { bytes } = await demoJournal(dir, 'sealed.jsonl', flags)
    const lines = linesOf(bytes)
    const seals = lines.flatMap((line, i) => (line.includes('"type":"Sealed@2"') ? [i] : []))
    const [, second = 0, third = 0] = seals
    const quote = lines.findIndex((line, i) => i > second && line.includes('"QuoteObserved"'))
    expect(quote).toBeLessThan(third)
    const forged = withCrc((lines[quote] ?? '').replace(/"bid":"\d/, '"bid":"7'))
    const damaged = written(dir, 'sealed-bad.jsonl', lines.toSpliced(quote, 1, forged).join(''))
    const out = join(dir, 'sealed-out.jsonl')
    const { code, json } = await recovered(damaged, 'upto', out)
    expect([code, json['lines']]).toStrictEqual([3, second + 1])
    expect(String(json['first_defect'])).toContain('the seal is')
  })

  it('keeps the close where the only defect is what follows it', async () => {
    const { bytes, path } = await whole('followed.jsonl')
    const damaged = written(dir, 'followed-by.jsonl', Buffer.concat([bytes, Buffer.from('x\ny')]))
    for (const mode of ['tail', 'upto']) {
      const out = join(dir, `followed-${mode}.jsonl`)
      const { code, json } = await recovered(damaged, mode, out)
      expect([code, json['verdict'], json['cut_bytes']]).toStrictEqual([
        3,
        'recovered with loss',
        3,
      ])
      expect(readFileSync(out)).toStrictEqual(readFileSync(path))
      expect((await runCli(['verify', out])).code).toBe(0)
    }
  })

  it('cuts a close that counts wrongly, and takes it for no torn tail', async () => {
    const { lines } = await whole('miscounted.jsonl')
    const close = withCrc((lines.at(-1) ?? '').replace(/"lines":\d+/, '"lines":7'))
    const damaged = written(dir, 'miscounted-bad.jsonl', lines.with(-1, close).join(''))
    const out = join(dir, 'miscounted-out.jsonl')
    const tail = await recovered(damaged, 'tail', out)
    const last = lines.length
    expect(tail.json).toMatchObject({ verdict: 'corrupt', line: last, sound_behind: last })
    const upto = await recovered(damaged, 'upto', out)
    expect([upto.code, upto.json['lines']]).toStrictEqual([3, last - 1])
    expect(readFileSync(out, 'utf8')).toBe(lines.slice(0, -1).join(''))
  })

  it('salvage: learns no scales from a listing that comes too late', async () => {
    const { lines } = await whole('listing.jsonl')
    const of = (type: string) => lines.findIndex((line) => line.includes(`"type":"${type}"`))
    const [clock, listing] = [of('ClockAdvanced'), of('InstrumentListed')]
    expect(listing).toBeLessThan(clock)
    // the clock's line is taken over, the listing then is not, and no line of its symbol can be read
    const late = lines.toSpliced(listing, 0, lines[clock] ?? '')
    const damaged = written(dir, 'listing-late.jsonl', late.join(''))
    const out = join(dir, 'listing-out.jsonl')
    const { code, json } = await recovered(damaged, 'salvage', out)
    expect([code, json['verdict']]).toStrictEqual([3, 'salvaged'])
    expect(readFileSync(out, 'utf8')).not.toContain('"QuoteObserved"')
    expect((await runCli(['verify', out])).code).toBe(0)
  })

  it('salvage: keeps every line that can be read, and says what is lost where', async () => {
    const { lines } = await whole('salvage.jsonl')
    const bad = lines.flatMap((line, i) => {
      if (i === 30) return [line.replace('"at":1', '"at":2')]
      if (i === 40 || i === 41) return []
      return i === 60 ? [`noise\n${line}`] : [line]
    })
    const damaged = written(dir, 'salvage-bad.jsonl', bad.join(''))
    const out = join(dir, 'salvage-out.jsonl')
    const { code, json } = await recovered(damaged, 'salvage', out)
    expect(code).toBe(3)
    const noise = 'noise\n'.length
    expect(json).toMatchObject({
      gaps: 3,
      lost_bytes: (lines[30]?.length ?? 0) + noise,
      kept_lines: lines.length - 3,
      closed: true,
    })
    expect((await runCli(['verify', out])).code).toBe(0)

    const was = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    const is = linesOf(readFileSync(out)).map((line) => JSON.parse(line) as Record<string, unknown>)
    const lost = is.filter(({ type }) => type === 'LinesLost')
    expect(lost).toMatchObject([
      { fromSeq: 31, toSeq: 31, bytes: lines[30]?.length },
      { fromSeq: 41, toSeq: 42, bytes: 0 },
      { fromSeq: 61, toSeq: null, bytes: noise },
    ])
    // what was kept says what it said, and names the same causes by their new numbers
    const made = new Set(['LinesLost', 'Sealed@2', 'SessionOpened@4', 'SessionClosed'])
    const saying = ({ seq: _, cause: __, crc: ___, ...rest }: Record<string, unknown>) =>
      canonicalJson(rest)
    const kept = was.filter(({ type }, i) => ![30, 40, 41].includes(i) && !made.has(String(type)))
    const now = is.filter(({ type }) => !made.has(String(type)))
    expect(now.map(saying)).toStrictEqual(kept.map(saying))
    const causeOf = (all: typeof was, line: Record<string, unknown>) =>
      all.find(({ seq }) => seq === line['cause'])
    for (const [i, line] of now.entries()) {
      const before = causeOf(was, kept[i] ?? {})
      const after = causeOf(is, line)
      const isLost = [31, 41, 42].includes(Number(before?.['seq']))
      expect(after?.['type']).toBe(isLost ? 'LinesLost' : before?.['type'])
    }
  })

  it('salvage: is for reading; no replay takes it', async () => {
    const { lines } = await whole('unreplayed.jsonl')
    const damaged = written(dir, 'unreplayed-bad.jsonl', lines.toSpliced(20, 1).join(''))
    const out = join(dir, 'unreplayed-out.jsonl')
    expect((await recovered(damaged, 'salvage', out)).code).toBe(3)
    for (const args of [
      ['replay', out],
      ['replay', out, '--fold'],
      ['state', out],
    ]) {
      const ran = await runCli(args)
      expect(ran.code).toBe(5)
      expect(ran.stderr).toContain('it was salvaged')
    }
    const shown = await runCli(['cat', out, '--type', 'LinesLost'])
    expect(shown.stdout).toContain('seq 21 to 21')
  })

  it('has nothing to give where the header is gone', async () => {
    const { lines } = await whole('headless.jsonl')
    const damaged = written(dir, 'headless-bad.jsonl', lines.slice(1).join(''))
    for (const mode of ['tail', 'upto', 'salvage']) {
      const out = join(dir, `headless-${mode}.jsonl`)
      const { code, json } = await recovered(damaged, mode, out)
      expect(code).toBe(1)
      expect(String(json['says'])).toMatch(/header|SessionOpened/)
    }
  })

  it('replaces nothing unasked, and never the journal itself', async () => {
    const { lines } = await whole('taken.jsonl')
    const damaged = written(dir, 'taken-bad.jsonl', lines.slice(0, 9).join(''))
    const out = written(dir, 'taken-out.jsonl', 'mine')
    const taken = await runCli(['recover', damaged, '--mode', 'tail', '--out', out])
    expect([taken.code, readFileSync(out, 'utf8')]).toStrictEqual([1, 'mine'])
    expect(taken.stderr).toContain('it exists already; --force replaces it')
    const forced = await runCli(['recover', damaged, '--mode', 'tail', '--out', out, '--force'])
    expect(forced.code).toBe(0)
    const itself = await runCli(['recover', damaged, '--mode', 'tail', '--out', damaged, '--force'])
    expect(itself.code).toBe(2)
    expect((await runCli(['recover', damaged, '--mode', 'tail'])).code).toBe(2)
    expect((await runCli(['recover', join(dir, 'none')])).code).toBe(1)
  })
})
