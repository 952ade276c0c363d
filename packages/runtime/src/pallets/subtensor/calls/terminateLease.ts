import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import * as leases from "../leases/terminateLease.ts"
import type { calls } from "../schema.ts"

/** Checks: those of `terminateLease`. */
export const terminateLease: Handler<typeof calls.terminate_lease> = (state, origin, { lease_id, hotkey }) =>
  leases.terminateLease(state, ensureSigned(origin), lease_id, hotkey)
