/** Names of Anvil, and of the EVM test nodes before it, for what means the same here. Seconds where theirs are seconds; amounts are rao. */
import { DevError } from "../../dev/errors.ts"
import type { Method } from "../types.ts"
import { devMethod } from "./dev.ts"
import { bigintOf, flagOf, optionalNumber } from "./devParams.ts"
import { dev_dropSnapshot, dev_dump, dev_load, dev_reset, dev_revert, dev_snapshot } from "./devSnapshots.ts"
import { dev_setBalance } from "./devStorage.ts"
import { dev_autoImpersonate, dev_impersonate, dev_stopImpersonating } from "./devTransactions.ts"

const msPerSecond = 1000n

/** So many blocks, one without. */
export const anvil_mine = devMethod(async (dev, params) => {
  await dev.mine({ count: optionalNumber(params[0], "count") ?? 1 })
  return null
})
export const evm_mine: Method = devMethod(async (dev) => {
  await dev.mine()
  return "0x0"
})

export const anvil_snapshot: Method = dev_snapshot
export const evm_snapshot: Method = dev_snapshot

/** True; the snapshot stays good, where Anvil's is used up. */
export const anvil_revert: Method = async (params, context) => {
  await dev_revert(params, context)
  return true
}
export const evm_revert: Method = anvil_revert
export const anvil_dropSnapshot: Method = dev_dropSnapshot

export const anvil_reset: Method = dev_reset
export const anvil_dumpState: Method = dev_dump
export const anvil_loadState: Method = async (params, context) => {
  await dev_load(params, context)
  return true
}

export const anvil_setBalance: Method = async (params, context) => {
  await dev_setBalance(params, context)
  return null
}
export const anvil_impersonateAccount: Method = dev_impersonate
export const anvil_stopImpersonatingAccount: Method = dev_stopImpersonating
export const anvil_autoImpersonateAccount: Method = dev_autoImpersonate

/** Seconds. */
export const anvil_increaseTime = devMethod((dev, params) =>
  dev.increaseTime(Number(bigintOf(params[0], "seconds") * msPerSecond)),
)
export const evm_increaseTime: Method = anvil_increaseTime

/** Seconds since 1970. */
export const anvil_setNextBlockTimestamp = devMethod((dev, params) =>
  dev.timeTravel(Number(bigintOf(params[0], "timestamp") * msPerSecond)),
)
export const evm_setNextBlockTimestamp: Method = anvil_setNextBlockTimestamp

/** Instant, or manual. */
export const evm_setAutomine = devMethod(async (dev, params) => {
  await dev.setMode({ type: flagOf(params[0], "on") ? "instant" : "manual" })
  return true
})
export const anvil_setAutomine: Method = evm_setAutomine

/** Seconds between blocks; 0 is manual. */
export const evm_setIntervalMining = devMethod(async (dev, params) => {
  const intervalMs = Number(bigintOf(params[0], "seconds") * msPerSecond)
  if (intervalMs > 600_000) throw new DevError("too-far", "seconds", "at most 600")
  await dev.setMode(intervalMs === 0 ? { type: "manual" } : { type: "interval", intervalMs })
  return true
})
export const anvil_setIntervalMining: Method = evm_setIntervalMining
