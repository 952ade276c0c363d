import type { Origin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import type { RuntimeCallValue } from "./outer.ts"
import { storage as safeMode } from "./pallets/safeMode/schema.ts"

/** What still works while the chain is in safe mode. */
const safePallets: ReadonlySet<string> = new Set(["Sudo", "Multisig", "System", "SafeMode", "Timestamp"])
const safeCalls: ReadonlySet<string> = new Set([
  "SubtensorModule.set_weights",
  "SubtensorModule.serve_axon",
  "Commitments.set_commitment",
])

const batches: ReadonlySet<string> = new Set(["batch", "batch_all", "force_batch"])

/** The base call filter: safe mode, and no batch directly inside a batch. Root never meets it. */
export function allowedByFilter(state: State, _origin: Origin, call: RuntimeCallValue): boolean {
  if (safeMode.EnteredUntil.get(state) !== undefined && !safeInSafeMode(call)) return false
  return !(isBatch(call) && innerCalls(call).some(isBatch))
}

function safeInSafeMode(call: RuntimeCallValue): boolean {
  return safePallets.has(call.type) || safeCalls.has(`${call.type}.${call.value.type}`)
}

const isBatch = (call: RuntimeCallValue): boolean => call.type === "Utility" && batches.has(call.value.type)

function innerCalls(call: RuntimeCallValue): readonly RuntimeCallValue[] {
  return (call.value.value as { readonly calls: readonly RuntimeCallValue[] }).calls
}
