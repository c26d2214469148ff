/** The addresses that a server of ours may listen on: this machine's own, and no others. */
export const loopbackHosts = ['127.0.0.1', '::1'] as const

/** An address of this machine itself. */
export type LoopbackHost = (typeof loopbackHosts)[number]

/** Whether something may listen on an address; a name is none, as it may mean anything. */
export const isLoopbackHost = (host: string): host is LoopbackHost =>
  loopbackHosts.some((each) => each === host)

/** An address as it stands in a URL. */
export const urlOf = (host: LoopbackHost, port: number): string =>
  `http://${host === '::1' ? '[::1]' : host}:${String(port)}`

/**
 * Whether a request's Host header means this machine. A web page can be made to speak to loopback
 * under a name of its own; its browser then says that name here.
 */
export const isLoopbackHeader = (host: string | undefined): boolean => {
  const [, name = '', port] = /^(localhost|127\.0\.0\.1|\[::1\])(?::([0-9]{1,5}))?$/i.exec(
    host ?? '',
  ) ?? [null]
  return name !== '' && (port === undefined || Number(port) <= 65_535)
}
