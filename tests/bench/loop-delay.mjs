import { monitorEventLoopDelay } from 'node:perf_hooks'

/*
 * Loaded into the server before anything else: measures how long its event loop is held up, and
 * answers on the channel to the process that started it.
 */

const NS_PER_MS = 1e6
const histogram = monitorEventLoopDelay({ resolution: 1 })
histogram.enable()

process.on('message', (message) => {
  if (message === 'reset') histogram.reset()
  if (message === 'read') {
    process.send?.({
      p99Ms: histogram.percentile(99) / NS_PER_MS,
      maxMs: histogram.max / NS_PER_MS,
    })
  }
})
// Whoever started it has gone: nobody else would stop it.
process.on('disconnect', () => process.exit())
// The channel alone must not keep the server alive.
process.channel?.unref()
