'use strict'
// What is not bundled into the program: what it loads only when it is asked for it, some of it as
// ES modules, some by names that a bundler cannot follow.
module.exports = [
  'ts-node',
  'yaml',
  'csv-stringify',
  'hyparquet-writer',
  '@mcap/core',
  'terminal-kit',
  'ws',
  'pino',
  'prom-client',
  '@aws-sdk/client-secrets-manager',
]
