/** What Node was given to run this program: `ts-node` is in its own arguments. */
export const ownArguments = (): ReadonlyArray<string> => [
  ...process.execArgv,
  process.argv[1] ?? '',
]
