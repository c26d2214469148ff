import { isLeft } from 'fp-ts/Either'

import type { BackfillRows, CaughtUp, PrivateEvent, ReportSource } from './private-event'
import type { OrderReport, PrivateReport } from './private-reports'
import { privateReport } from './private-reports'
import { newSeenIds } from './seen-ids'

/** So many executions are remembered, at least; one that comes again later is told again. */
export const executionsRemembered = 100_000

/** Merges what the stream tells with what was asked for behind its back. */
export type CatchUp = {
  /** Tells a report, unless it is an execution that was told before. */
  readonly take: (report: PrivateReport, source: ReportSource, receivedNs: string) => boolean
  /** A connection begins: until `merge`, orders are held against what REST will say of them. */
  readonly begin: () => void
  /** Tells what the rows know more, and where that leaves us. */
  readonly merge: (rows: BackfillRows, sinceMs: number, receivedNs: string) => CaughtUp
  /** The last execution up to which nothing can be missing, in milliseconds. */
  readonly soundUntilMs: () => number
}

/** A merger that has heard nothing; `startMs` is from when on executions matter. */
export const newCatchUp = (startMs: number, tell: (event: PrivateEvent) => void): CatchUp => {
  const executions = newSeenIds(executionsRemembered)
  let soundUntil = startMs
  let latest = startMs
  /** Orders as the stream told them since the connection began; null once caught up. */
  let fresh: Map<string, OrderReport> | null = new Map()

  const take: CatchUp['take'] = (report, source, receivedNs) => {
    if (report.type === 'Execution') {
      const { execId, execTime } = report.report
      if (!executions.isNew(execId)) {
        if (source === 'stream') tell({ type: 'Duplicate', execId })
        return false
      }
      latest = Math.max(latest, Number(execTime))
      if (fresh === null) soundUntil = latest
    }
    if (report.type === 'Order' && source === 'stream') {
      fresh?.set(report.report.orderId, report.report)
    }
    tell({ ...report, source, receivedNs })
    return true
  }
  const rowsOf = (topic: 'execution' | 'order', rows: ReadonlyArray<unknown>) => {
    const reports: Array<PrivateReport> = []
    for (const row of rows) {
      const report = privateReport(topic, row)
      if (isLeft(report)) tell({ type: 'Undecodable', topic, says: report.left })
      else reports.push(report.right)
    }
    return reports
  }
  return {
    take,
    begin: () => {
      fresh = new Map()
    },
    soundUntilMs: () => soundUntil,
    merge: (rows, sinceMs, receivedNs) => {
      const missed = rowsOf('execution', rows.executions)
      missed.sort((a, b) => timeOf(a) - timeOf(b))
      let told = 0
      for (const report of missed) if (take(report, 'backfill', receivedNs)) told += 1
      const open = new Map<string, OrderReport>()
      for (const asked of rowsOf('order', rows.openOrders)) {
        if (asked.type !== 'Order') continue
        const { orderId, updatedTime } = asked.report
        const heard = fresh?.get(orderId)
        // what the stream told meanwhile is newer than an answer that was on its way
        if (heard !== undefined && Number(heard.updatedTime) >= Number(updatedTime)) continue
        fresh?.delete(orderId)
        open.set(orderId, asked.report)
        take(asked, 'backfill', receivedNs)
      }
      for (const [orderId, heard] of fresh ?? []) if (isOpen(heard)) open.set(orderId, heard)
      fresh = null
      soundUntil = latest
      return { type: 'CaughtUp', sinceMs, executions: told, openOrders: [...open.values()] }
    },
  }
}

const timeOf = (report: PrivateReport): number =>
  report.type === 'Execution' ? Number(report.report.execTime) : 0

const openStatuses: ReadonlySet<string> = new Set(['New', 'PartiallyFilled', 'Untriggered'])

const isOpen = ({ orderStatus }: OrderReport): boolean => openStatuses.has(orderStatus)
