/**
 * TAO of coldkeys and subnets. `SubtensorModule.TotalIssuance` changes only where TAO comes into or leaves existence: here at mint and
 * recycling, in Balances where dust is lost. Staking and unstaking move TAO and change neither issuance. Amounts are rao.
 */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { dropIssuance } from "../../balances/account.ts"
import { credit, issue, reducibleBalance, transfer, withdraw } from "../../balances/currency.ts"
import { storage as balances } from "../../balances/schema.ts"
import { errors } from "../errors.ts"
import { storage } from "../storage.ts"
import { burnAccount, subnetAccount } from "../subnets/accounts.ts"

/** No TAO beyond this is ever issued. */
export const MAX_TAO_ISSUANCE = 21_000_000_000_000_000n

/** What the account could spend if it may die. */
export const coldkeyBalance = (state: State, coldkey: Hex): bigint =>
  reducibleBalance(state, coldkey, "Expendable")

/** What the account can spend and stay alive. */
export const keepAliveBalance = (state: State, coldkey: Hex): bigint =>
  reducibleBalance(state, coldkey, "Preserve")

/** Moves TAO; the sender may die, a rest below the existential deposit is lost. Raises InsufficientTaoBalance. */
export function transferTao(state: State, from: Hex, to: Hex, amount: bigint): void {
  ensure(amount <= coldkeyBalance(state, from), errors.InsufficientTaoBalance)
  transfer(state, from, to, amount, "AllowDeath")
}

/**
 * Pays TAO to a subnet's account, less when the coldkey would not keep its existential deposit; returns what was paid.
 * Raises InsufficientTaoBalance when nothing can be paid.
 */
export function transferTaoToSubnet(state: State, netuid: number, coldkey: Hex, amount: bigint): bigint {
  if (amount === 0n) return 0n
  const paid = minBigint(amount, keepAliveBalance(state, coldkey))
  ensure(paid > 0n, errors.InsufficientTaoBalance)
  transfer(state, coldkey, subnetAccount(netuid), paid, "KeepAlive")
  return paid
}

export const transferTaoFromSubnet = (state: State, netuid: number, to: Hex, amount: bigint): void =>
  transferTao(state, subnetAccount(netuid), to, amount)

/** Takes TAO out of circulation for ever: it stays issued, on the burn account. */
export const burnTao = (state: State, from: Hex, amount: bigint): void =>
  transferTao(state, from, burnAccount, amount)

/** Gives TAO back to the issuance, so that it can be emitted again. Raises InsufficientTaoBalance; the account stays alive. */
export function recycleTao(state: State, from: Hex, amount: bigint): void {
  ensure(amount <= keepAliveBalance(state, from), errors.InsufficientTaoBalance)
  lowerTotalIssuance(state, amount)
  withdraw(state, from, amount, "AllowDeath")
}

/** Creates TAO as a credit that the caller hands out with `spendTao` and returns with `recycleCredit`; returns its size, capped by the 21 M. */
export function mintTao(state: State, amount: bigint): bigint {
  const minted = minBigint(amount, saturatingSubU64(MAX_TAO_ISSUANCE, balances.TotalIssuance.get(state)))
  storage.TotalIssuance.mutate(state, (total) => saturatingAddU64(total, minted))
  issue(state, minted)
  return minted
}

/** Puts part of a minted credit into an account. Raises Token errors where the account cannot hold it. */
export const spendTao = (state: State, to: Hex, amount: bigint): void => credit(state, to, amount)

/** Destroys what is left of a minted credit; no event. */
export function recycleCredit(state: State, rest: bigint): void {
  if (rest === 0n) return
  lowerTotalIssuance(state, rest)
  dropIssuance(state, rest)
}

function lowerTotalIssuance(state: State, amount: bigint): void {
  storage.TotalIssuance.mutate(state, (total) => saturatingSubU64(total, amount))
}
