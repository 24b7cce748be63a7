import { monitorEventLoopDelay } from 'node:perf_hooks'

/*
 * Preloaded into the server: measures its event-loop delay and reports it to the parent process
 * over the channel.
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
// The parent has exited, so nothing else would stop this process.
process.on('disconnect', () => process.exit())
// The channel must not keep the server alive.
process.channel?.unref()
