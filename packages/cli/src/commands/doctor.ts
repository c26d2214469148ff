import type { Command } from 'commander'

import { doctorOutcome } from '../doctor/doctor-outcome'
import type { CliCommand } from '../shell/cli-env'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { deliver } from '../shell/outcome'

type DoctorOptions = { readonly json?: true }

/** `shadowtape doctor`: everything that is wrong with a journal, not only the first thing. */
export const doctorCommand = (run: Run): Command =>
  newCommand('doctor', 'list everything that is wrong with a journal, and what can be done', [
    'shadowtape doctor session.jsonl',
    "shadowtape doctor session.jsonl --json | jq '.findings[].id'",
  ])
    .argument('<journal>', 'the journal to examine')
    .option('--json', 'print the findings as JSON')
    .action((path: string, options: DoctorOptions) => {
      run(doctor(path, options))
    })

/** Examines a journal and what lies beside it. */
export const doctor =
  (path: string, options: DoctorOptions): CliCommand =>
  (env) =>
  () =>
    Promise.resolve(deliver(env, options, doctorOutcome(path, env)))
