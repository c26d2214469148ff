import type { CliRun } from './run-cli'
import { startChild } from './run-child'

/** Runs `shadowtape view ...`, gets its page, and asks it to end. */
export const viewed = async (
  args: ReadonlyArray<string>,
  cwd: string,
): Promise<CliRun & { readonly html: string }> => {
  const { child, done } = startChild(args, cwd)
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => {
      resolve(data.toString().split('\n')[0] ?? '')
    })
    void done.then(({ stderr }) => {
      reject(new Error(stderr))
    })
  })
  const html = await (await fetch(url)).text()
  child.kill('SIGINT')
  return { ...(await done), html }
}
