/** A frame that a client sent. */
export type Frame = {
  readonly op: string
  readonly args: ReadonlyArray<unknown>
  /** As it came: some clients send a number. */
  readonly reqId: string | number | null
}

/** Reads a frame; `null` where it is no JSON object with an `op`. */
export const readFrame = (text: string): Frame | null => {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    const { op, args, req_id: reqId } = value as Readonly<Record<string, unknown>>
    if (typeof op !== 'string') return null
    return {
      op,
      args: Array.isArray(args) ? (args as ReadonlyArray<unknown>) : [],
      reqId: typeof reqId === 'string' || typeof reqId === 'number' ? reqId : null,
    }
  } catch {
    return null
  }
}

/** The answer to `subscribe`, `unsubscribe`, `auth` and, on public streams, `ping`. */
export const ackText = (
  { op, reqId }: Pick<Frame, 'op' | 'reqId'>,
  connId: string,
  isDone: 'done' | 'refused',
  retMsg: string,
): string =>
  JSON.stringify({
    success: isDone === 'done',
    ret_msg: retMsg,
    conn_id: connId,
    req_id: reqId ?? '',
    op,
  })

/** The answer to a ping on the private stream. */
export const pongText = ({ reqId }: Frame, connId: string, nowMs: number): string =>
  JSON.stringify({ req_id: reqId ?? '', op: 'pong', args: [String(nowMs)], conn_id: connId })

/** The answer to what is no operation. */
export const invalidOpText = (frame: Frame | null, connId: string): string =>
  JSON.stringify({
    success: false,
    ret_msg: 'error:invalid op',
    conn_id: connId,
    request: { op: frame?.op ?? '', args: frame?.args ?? null },
  })

/** One topic that is none fails all that were asked for with it. */
export const unknownTopic = (topic: unknown): string =>
  `error:handler not found,topic:${typeof topic === 'string' ? topic : JSON.stringify(topic)}`
