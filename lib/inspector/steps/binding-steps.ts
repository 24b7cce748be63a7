import { readKeyOf } from '@/lib/crypto/binding-proof'
import type { refreshBinding } from '@/lib/services/session-binding/refresh-binding'
import type { registerBinding } from '@/lib/services/session-binding/register-binding'
import { describe, type Describer } from './describe'
import { Masked } from './masked'

/** What a bound session asks of its device: the key by its fingerprint, never a signature. */
export const BINDING_STEPS: Record<string, Describer> = {
  bind: describe<'bind', typeof registerBinding>('bind', {
    in: (_sessionId, { proof }) => {
      const key = readKeyOf(proof)
      return key ? { algorithm: key.alg, key: Masked.middle(key.fingerprint) } : {}
    },
    out: (binding) => ({
      ...{ bound: binding !== null, refused: binding === null },
      ...(binding ? { until: binding.until } : {}),
    }),
  }),
  refresh: describe<'refresh', typeof refreshBinding>('refresh', {
    in: (_sessionId, { proof }) => ({ proof: proof !== null }),
    out: (refresh) => ({
      result: refresh.is,
      ...(refresh.is === 'refreshed' ? { until: refresh.until } : {}),
    }),
  }),
}
