import type { Config } from 'jest'

const compiled = (syntax: 'typescript' | 'ecmascript') => ({
  jsc: { target: 'es2022', parser: { syntax } },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
})

const config: Config = {
  roots: ['<rootDir>/packages'],
  testMatch: ['**/*.test.ts', '**/*.laws.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  testEnvironment: 'node',
  // the program that tests start is the one of these sources
  globalSetup: '<rootDir>/scripts/bundle-for-tests.cjs',
  // while core runs, whatever asks a clock, throws dice or knows the machine throws
  setupFilesAfterEnv: ['<rootDir>/packages/core/test/suite-guard.ts'],
  // no test is judged by how long it takes: one that hangs is stopped
  testTimeout: 300_000,
  // by default jest leaves one core idle, and on two cores would run everything in one process
  maxWorkers: '100%',
  // workspace packages resolve to src/index.ts through their "@shadowtape/source" export
  testEnvironmentOptions: { customExportConditions: ['@shadowtape/source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': ['@swc/jest', compiled('typescript')],
    // published as ES modules only, which jest cannot load as they are
    '/node_modules/hyparquet(-writer)?/.+\\.js$': ['@swc/jest', compiled('ecmascript')],
  },
  transformIgnorePatterns: ['/node_modules/(?!hyparquet)'],
  collectCoverageFrom: ['packages/core/src/**/*.ts', 'packages/adapters/src/**/*.ts'],
  coverageProvider: 'v8',
  coverageReporters: ['text-summary', 'json-summary', 'lcov'],
  coverageThreshold: { global: { lines: 95 } },
}

export = config
