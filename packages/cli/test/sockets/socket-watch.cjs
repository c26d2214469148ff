'use strict'
// Loaded into every process of a test by NODE_OPTIONS, before anything of ours: writes down each
// socket and each look-up of a name as Node makes it. async_hooks tells of the objects by which
// Node asks the system, so whatever library asks, and by whichever function, goes through here.
const asyncHooks = require('node:async_hooks')
const fs = require('node:fs')
const { threadId } = require('node:worker_threads')

const kinds = new Set([
  'TCPWRAP',
  'TCPCONNECTWRAP',
  'TCPSERVERWRAP',
  'TLSWRAP',
  'UDPWRAP',
  'UDPSENDWRAP',
  'PIPECONNECTWRAP',
  'GETADDRINFOREQWRAP',
  'GETNAMEINFOREQWRAP',
  'QUERYWRAP',
])

const file = fs.openSync(process.env.SOCKET_WATCH_FILE, 'a')
const thread = `${process.pid}.${threadId}`
const write = (line) => {
  fs.writeSync(file, `${JSON.stringify({ thread, ...line })}\n`)
}

/** Attempts that were made, and not yet told whom they are to: that is set after they are made. */
const untold = new Map()

const tell = (id) => {
  const resource = untold.get(id)
  if (resource === undefined) return
  untold.delete(id)
  const to = resource.address ?? resource.hostname ?? null
  write({ id, to, port: resource.port ?? null })
}

asyncHooks
  .createHook({
    init: (id, kind, _, resource) => {
      if (!kinds.has(kind)) return
      write({ id, kind })
      untold.set(id, resource)
      process.nextTick(tell, id)
    },
  })
  .enable()
process.on('exit', () => {
  for (const id of [...untold.keys()]) tell(id)
})
write({ watching: process.argv.slice(1) })
