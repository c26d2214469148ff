import { wholeSuite } from './whole-suite'
import { says } from './planted'

describe('tests', () => {
  it.each([
    ['it.only', "it.only('x', f)"],
    ['describe.skip', "describe.skip('x', f)"],
    ['it.skip', "it.skip.each([1])('x', f)"],
    ['test.todo', "test.todo('x')"],
    ['it.failing', "it.failing('x', f)"],
    ['xit', "xit('x', f)"],
    ['fdescribe', "describe('x', () => { fdescribe('y', f) })"],
  ])('are not left out by %s', (name, text) => {
    expect(says(wholeSuite, text)).toStrictEqual([`${name} leaves tests out`])
  })

  it('are run as they stand', () => {
    expect(says(wholeSuite, "it('only skip', f); it.each([1])('x', f); fit.only")).toStrictEqual([])
  })
})
