import { eraDeath } from "../executive/era.ts"
import { blockNumber } from "../pallets/system/account.ts"
import { refuse, type TransactionExtension } from "./types.ts"

/** Encrypted submissions must die soon: their key rotates. */
const shieldedPeriodMax = 8

/** Limits how long the verdict holds to the transaction's era. */
export const checkMortality: TransactionExtension = {
  identifier: "CheckMortality",
  validate(state, { extra, call }, validity) {
    const { era } = extra
    const shielded = call.type === "MevShield" && call.value.type === "submit_encrypted"
    if (shielded && (era.type === "Immortal" || era.period > shieldedPeriodMax)) refuse("Stale")
    const now = blockNumber(state)
    const death = eraDeath(era, now)
    const longevity = death === undefined ? 0xffff_ffff_ffff_ffffn - BigInt(now) : BigInt(death - now)
    if (longevity < validity.longevity) validity.longevity = longevity
  },
}
