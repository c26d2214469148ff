import { Option } from 'commander'

import { countOption } from './option-values'

/** Where figures are served if nothing else is said. */
export const obsPort = 9_464

/** `--obs [port]`: serves health, readiness and metrics while a session runs. */
export const obsOption = (): Option =>
  new Option('--obs [port]', help).argParser(countOption(0, 65_535)).preset(String(obsPort))

const help = `serve /health, /ready and /metrics on 127.0.0.1 (port ${String(obsPort)}; 0: any)`
