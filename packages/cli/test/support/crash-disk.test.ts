import { newDice } from '../../../core/test/fuzz/dice'
import type { CrashDisk, Files } from './crash-disk'
import { crashDisk } from './crash-disk'

/** Everything that is found after a power cut, over so many falls of the dice. */
const crashes = ({ crashed }: CrashDisk, falls = 400): ReadonlyArray<Files> => {
  const dice = newDice()
  return Array.from({ length: falls }, (_, seed) => {
    dice.set(seed, 1)
    return crashed(dice)
  })
}

const found = (disk: CrashDisk, path: string): ReadonlySet<string | undefined> =>
  new Set(crashes(disk).map((files) => files.get(path)?.toString('latin1')))

const wrote = ({ disk }: CrashDisk, path: string, text: string): number => {
  const fd = disk.create(path)
  disk.write(fd, Buffer.from(text))
  return fd
}

describe('a disk that crashes', () => {
  it('keeps, drops and garbles what was not synced, and leaves holes', () => {
    const crash = crashDisk()
    const fd = wrote(crash, '/a', 'one,')
    crash.disk.sync(fd)
    crash.disk.syncDirectory('/')
    crash.disk.write(fd, Buffer.from('two,'))
    crash.disk.write(fd, Buffer.from('three'))
    const all = found(crash, '/a')
    for (const text of ['one,', 'one,two,', 'one,two,three', 'one,\0\0\0\0three'])
      expect(all).toContain(text)
    expect([...all].every((text) => text?.startsWith('one,'))).toBe(true)
    expect(all.size).toBeGreaterThan(20)
  })

  it('tears a write between sectors', () => {
    const crash = crashDisk()
    const fd = wrote(crash, '/a', '')
    crash.disk.syncDirectory('/')
    crash.disk.write(fd, Buffer.from('x'.repeat(512) + 'y'.repeat(512)))
    expect(found(crash, '/a')).toContain('x'.repeat(512))
    expect(found(crash, '/a')).toContain('\0'.repeat(512) + 'y'.repeat(512))
  })

  it('loses a name whose directory was not synced, whatever was in the file', () => {
    const crash = crashDisk()
    crash.disk.sync(wrote(crash, '/a', 'one'))
    expect([crash.durable('/a'), found(crash, '/a')]).toStrictEqual([
      null,
      new Set([undefined, 'one']),
    ])
    crash.disk.syncDirectory('/')
    expect(found(crash, '/a')).toStrictEqual(new Set(['one']))
  })

  it('loses a rename, or keeps it, but never half of it', () => {
    const crash = crashDisk(Infinity, new Map([['/a', Buffer.from('old')]]))
    crash.disk.sync(wrote(crash, '/a.tmp', 'new'))
    crash.disk.syncDirectory('/')
    crash.disk.rename('/a.tmp', '/a')
    const ways = crashes(crash).map((files) =>
      [...files].map(([path, b]) => `${path} ${b.toString()}`),
    )
    expect(new Set(ways.map((way) => way.join()))).toStrictEqual(
      new Set(['/a old,/a.tmp new', '/a new']),
    )
  })

  it('reorders between files, and brings back what was unlinked', () => {
    const crash = crashDisk(Infinity, new Map([['/b', Buffer.from('before')]]))
    wrote(crash, '/a', 'first')
    crash.disk.makeWay('/b')
    wrote(crash, '/b', 'second')
    const ways = crashes(crash)
    const has = (a: string | undefined, b: string | undefined): boolean =>
      ways.some((way) => way.get('/a')?.toString() === a && way.get('/b')?.toString() === b)
    expect([
      has(undefined, 'second'),
      has('first', 'before'),
      has('first', undefined),
    ]).toStrictEqual([true, true, true])
  })

  it('keeps all that the system was given where only the process was killed', () => {
    const crash = crashDisk(3)
    const fd = wrote(crash, '/a', 'one')
    expect(() => crash.disk.write(fd, Buffer.from('two'))).toThrow('EIO')
    expect(() => crash.disk.write(fd, Buffer.from('late'))).toThrow('EIO')
    expect(() => {
      crash.disk.sync(fd)
    }).toThrow('EIO')
    expect([crash.isDown(), crash.calls()]).toStrictEqual([true, 3])
    expect(crash.killed().get('/a')?.toString()).toBe('onetwo')
  })
})
