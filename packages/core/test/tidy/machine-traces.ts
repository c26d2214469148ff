/** What a file says of the machine it was written on, as `line: words`. */
export const machineTraces = (
  text: string,
  registryHosts: ReadonlyArray<string>,
): ReadonlyArray<string> =>
  text
    .split('\n')
    .flatMap((line, index) =>
      [...pathsIn(line), ...hostsIn(line, registryHosts)].map((trace) => `${index + 1}: ${trace}`),
    )

/** An absolute path under a folder that only this machine, or one person, has. */
const machinePath = /(?<![\w.$}-])\/(work|farm|home|Users|root)\/[\w.-]+|\/tmp\/bash_jobs/g

const pathsIn = (line: string): ReadonlyArray<string> => line.match(machinePath) ?? []

const anyRegistry = /\b(registry\.[a-z0-9-]+\.[a-z]+|npm\.pkg\.github\.com)\b/g

const hostsIn = (line: string, known: ReadonlyArray<string>): ReadonlyArray<string> => {
  const named: ReadonlyArray<string> = line.match(anyRegistry) ?? []
  return [...named, ...known.filter((host) => line.includes(host) && !named.includes(host))]
}
