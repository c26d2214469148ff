import { gzipSync } from 'node:zlib'

import fc from 'fast-check'

import {
  aTrade,
  aZip,
  failureOf,
  hear,
  lines,
  marketOf,
  newFolder,
  someTrades,
  summaryOf,
} from './capture-builder'

const folder = newFolder()
afterAll(() => folder.remove())

const content = Buffer.from(
  lines(...Array.from({ length: 500 }, (_, i) => someTrades(aTrade({ i: `t${i}` })))),
)

describe('a capture', () => {
  it.each([
    ['plain', content],
    ['plain without its last line end', content.subarray(0, -1)],
    ['with CRLF line ends', Buffer.from(content.toString().replaceAll('\n', '\r\n'))],
    ['gzip', gzipSync(content)],
    [
      'gzip in several members',
      Buffer.concat([gzipSync(content.subarray(0, 999)), gzipSync(content.subarray(999))]),
    ],
    ['gzip padded with zeros', Buffer.concat([gzipSync(content), Buffer.alloc(100)])],
    ['a stored zip', aZip('a.data', content, 'stored')],
    ['a deflated zip', aZip('a.data', content, 'deflated')],
  ])('is read when it is %s', async (_, bytes) => {
    const heard = await hear([folder.write('capture', bytes)])
    expect(summaryOf(heard).lines).toBe(500)
    expect(marketOf(heard)).toHaveLength(500)
    expect(heard.problems).toStrictEqual([])
  })

  it('larger than any one piece is read whole from gzip and zip', async () => {
    const large = Buffer.concat(Array.from({ length: 60 }, () => noisy()))
    for (const bytes of [gzipSync(large, { level: 1 }), aZip('a.data', large, 'deflated')]) {
      expect(bytes.length).toBeGreaterThan(4 * 64 * 1024)
      const heard = await hear([folder.write('large', bytes)])
      expect(summaryOf(heard).lines).toBe(60 * 200)
    }
  })

  it('that is cut anywhere in its gzip gives the lines before the cut, then says so', async () => {
    const packed = gzipSync(Buffer.concat(Array.from({ length: 5 }, () => noisy())))
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 4, max: packed.length - 1 }), async (cut) => {
        const path = folder.write('cut.gz', packed.subarray(0, cut))
        const heard = await hear([path])
        const failure = failureOf(heard)
        expect(failure).toMatchObject({ type: 'Truncated', file: path })
        expect(heard.problems).toStrictEqual([])
        expect(marketOf(heard)).toHaveLength('line' in failure ? failure.line : -1)
      }),
      { seed: 7, numRuns: 40 },
    )
  })

  it('whose gzip is damaged says so', async () => {
    const packed = gzipSync(content)
    packed.fill(0xff, 200, 220)
    expect(failureOf(await hear([folder.write('bad.gz', packed)])).type).toBe('Truncated')
  })

  it('followed by something else than zeros says so, with nothing lost in silence', async () => {
    const second = gzipSync(content)
    second[0] = 0
    const longPadding = Buffer.alloc(200_000)
    for (const tail of [second, Buffer.concat([longPadding, Buffer.from('x')])]) {
      const heard = await hear([folder.write('tail.gz', Buffer.concat([gzipSync(content), tail]))])
      expect(failureOf(heard)).toMatchObject({
        type: 'Truncated',
        line: 500,
        detail: 'other bytes follow its end',
      })
      expect(marketOf(heard)).toHaveLength(500)
    }
    const padded = Buffer.concat([gzipSync(content), longPadding])
    expect(summaryOf(await hear([folder.write('tail.gz', padded)])).lines).toBe(500)
  })

  it('whose zip is cut short says so', async () => {
    const packed = aZip('a.data', content, 'deflated').subarray(0, -30)
    const failure = failureOf(await hear([folder.write('cut.zip', packed)]))
    expect(failure).toMatchObject({ type: 'Truncated', line: 0 })
  })

  it('whose bytes in a zip are not those of its checksum says so', async () => {
    const packed = aZip('a.data', content, 'stored', 12345)
    const heard = await hear([folder.write('bad.zip', packed)])
    expect(failureOf(heard)).toMatchObject({ type: 'Truncated', line: 500 })
    expect(marketOf(heard)).toHaveLength(500)
  })

  it('in a zip beside nothing, or packed in another way, cannot be read', async () => {
    const none = Buffer.alloc(22)
    none.writeUInt32LE(0x06054b50, 0)
    expect(failureOf(await hear([folder.write('none.zip', none)]))).toMatchObject({
      type: 'Unreadable',
      detail: 'the zip holds 0 files where one was expected',
    })
    const other = aZip('a.data', content, 'deflated')
    other.writeUInt16LE(12, other.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 10)
    expect(failureOf(await hear([folder.write('other.zip', other)]))).toMatchObject({
      type: 'Unreadable',
      detail: 'the zip is packed by the method 12',
    })
  })

  it('in an encrypted zip cannot be read', async () => {
    const locked = aZip('a.data', content, 'stored')
    const entry = locked.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    locked.writeUInt16LE(1, entry + 8)
    // the key's header stands in the packed bytes alone
    locked.writeUInt32LE(content.length - 12, entry + 24)
    expect(failureOf(await hear([folder.write('locked.zip', locked)]))).toMatchObject({
      type: 'Unreadable',
      detail: 'the file in the zip is encrypted',
    })
  })
})

/** 200 lines at one time that do not compress well. */
function noisy(): Buffer {
  const message = (i: number) => someTrades(aTrade({ i: noise(i) }))
  const text = Array.from({ length: 200 }, (_, i) => lines(message(i)))
  return Buffer.from(text.join(''))
}

const noise = (i: number): string => {
  let id = ''
  for (let n = Math.imul(i + 1, 2654435761) >>> 0; id.length < 60;) {
    n = (Math.imul(n, 1664525) + 1013904223) >>> 0
    id += n.toString(36)
  }
  return id.slice(0, 60)
}
