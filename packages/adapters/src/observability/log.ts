import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { plainFields } from './plain-fields'
import { newWholeWriter } from './whole-writer'

/** How much is told, from everything to nothing. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** How much is told: a level, and all that are graver. */
export type LogLevel = (typeof logLevels)[number]

/** The variable that says how much is told. */
export const logVariable = 'SHADOWTAPE_LOG'

/** How a log is written. */
export type LogOptions = {
  readonly session: string
  /** Where it is not given, `SHADOWTAPE_LOG` of `variables` says, and else it is `info`. */
  readonly level?: LogLevel
  readonly variables?: Readonly<Record<string, string | undefined>>
  /** Masks what must not be seen; it is given every text that would be written. */
  readonly redact?: (text: string) => string
  /** Takes whole lines, at once; stderr by default. */
  readonly write?: (line: string) => void
  /** Wall-clock time in milliseconds since 1970. */
  readonly nowMs?: () => number
}

/** What a line may tell beside its words. */
export type LogFields = Readonly<Record<string, unknown>>

type Say = (msg: string, fields?: LogFields) => void

/** A structured log: JSON lines of level, time, session, msg and, where given, fields. */
export type Log = Readonly<Record<Exclude<LogLevel, 'silent'>, Say>> & { readonly level: LogLevel }

/** A level that there is not; `says` names the variable. */
export type BadLogLevel = { readonly type: 'BadLogLevel'; readonly says: string }

/** The level that a variable asks for; `null` where it asks for none. */
export const logLevelOf = (
  variables: Readonly<Record<string, string | undefined>>,
): Either<BadLogLevel, LogLevel | null> => {
  const text = variables[logVariable]
  if (text === undefined || text === '') return right(null)
  const level = logLevels.find((each) => each === text)
  if (level !== undefined) return right(level)
  // the value may be anything that was pasted by mistake, so it is not repeated
  const says = `${logVariable} is no level: it must be one of ${logLevels.join(', ')}`
  return left({ type: 'BadLogLevel', says })
}

/**
 * Opens a log. Each line is written before the call returns, so that nothing is lost however the
 * process ends; a line that cannot be written is dropped, and stdout is never touched. Loads pino.
 */
export const newLog = async (options: LogOptions): Promise<Either<BadLogLevel, Log>> => {
  const asked = logLevelOf(options.variables ?? {})
  if (options.level === undefined && isLeft(asked)) return asked
  const level = options.level ?? (isLeft(asked) ? null : asked.right) ?? 'info'
  const { session, nowMs = () => Date.now(), write = newWholeWriter(2) } = options
  const redact = careful(options.redact ?? asItIs)
  const { pino } = await import('pino')
  const sink = { write: (line: string) => write(safeLine(line, redact)) }
  const logger = pino(
    {
      level,
      base: { session: redact(session) },
      messageKey: 'msg',
      timestamp: () => `,"time":"${new Date(nowMs()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    sink,
  )
  const saying =
    (at: Exclude<LogLevel, 'silent'>): Say =>
    (msg, fields) => {
      if (!logger.isLevelEnabled(at)) return
      if (fields === undefined) logger[at]({}, redact(msg))
      else logger[at]({ fields: plainFields(fields, redact) }, redact(msg))
    }
  return right({
    level,
    trace: saying('trace'),
    debug: saying('debug'),
    info: saying('info'),
    warn: saying('warn'),
    error: saying('error'),
    fatal: saying('fatal'),
  })
}

type Redact = (text: string) => string

const asItIs: Redact = (text) => text

/** A mask that fails lets nothing through. */
const careful =
  (redact: Redact): Redact =>
  (text) => {
    try {
      return redact(text)
    } catch {
      return '[left out: it could not be masked]'
    }
  }

/** The line with the mask over it as a whole; one that is then no JSON is left out, and says so. */
const safeLine = (line: string, redact: Redact): string => {
  const masked = redact(line)
  if (masked === line) return line
  try {
    JSON.parse(masked)
    return masked.endsWith('\n') ? masked : `${masked}\n`
  } catch {
    return '{"level":"error","msg":"a line was left out: it could not be masked and stay whole"}\n'
  }
}
