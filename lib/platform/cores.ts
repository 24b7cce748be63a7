import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** Control group version 2: quota and period in microseconds, or `max` for no quota. */
const CPU_QUOTA_FILE = '/sys/fs/cgroup/cpu.max'

/**
 * How many cores this process may use: those of the machine, or fewer where a container has a CPU quota,
 * which Node itself does not see before version 23. At least 1.
 *
 * @param quotaFile for tests
 */
export function usableCores(quotaFile = CPU_QUOTA_FILE): number {
  return Math.max(1, Math.min(availableParallelism(), coresOfQuota(quotaFile)))
}

function coresOfQuota(file: string): number {
  try {
    const [quota = '', period = ''] = readFileSync(file, 'utf8').split(/\s/)
    const cores = Number(quota) / Number(period)
    return cores > 0 ? Math.ceil(cores) : Infinity
  } catch {
    return Infinity // No control group, or version 1.
  }
}
