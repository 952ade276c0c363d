import type { TransactionExtension } from "./types.ts"

/** What a pulse's transaction is worth more than others. */
const pulsePriority = 10_000n

/** Raises signed pulses in the pool. Pulses come unsigned, where this does not apply: a signed one only fails with BadOrigin. */
export const drandPriority: TransactionExtension = {
  identifier: "DrandPriority",
  validate(_state, { call }, validity) {
    if (call.type === "Drand" && call.value.type === "write_pulse") validity.priority += pulsePriority
  },
}
