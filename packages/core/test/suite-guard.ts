import { putOnDeterminismGuard } from './support/determinism-guard'

// fast-check keeps the logarithms that it finds as it is loaded, and asks for one at every draw:
// before the guard is on, it finds those that nobody watches; core calls nothing of its
if (expect.getState().testPath?.endsWith('.laws.ts') === true) jest.requireActual('fast-check')

/**
 * The guard that every test file runs under: jest loads this before the file, and so before core
 * itself. What was caught fails the test, even where core or the test swallowed the error.
 */
export const suiteGuard = putOnDeterminismGuard()

afterEach(() => {
  expect(suiteGuard.caught()).toStrictEqual([])
})

afterAll(() => {
  suiteGuard.takeOff()
})
