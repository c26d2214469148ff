import { putOnDeterminismGuard } from './support/determinism-guard'

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
