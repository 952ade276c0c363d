import { failWith } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { storage as subtensor } from "../subtensor/schema.ts"
import { decrementProviders, incrementProviders } from "../system/account.ts"
import { storage as system } from "../system/schema.ts"
import { constants, events, storage } from "./schema.ts"
import type { AccountData } from "./types.ts"

/**
 * Changes an account's balance data and keeps its life in step: an account with at least the existential deposit free provides for
 * itself, one that falls below it and holds no reserve dies, and what was left (dust) leaves the issuance.
 * Source: pallet_balances `try_mutate_account_handling_dust`.
 */
export function mutateAccount(state: State, who: Hex, change: (data: AccountData) => AccountData): void {
  const minimum = constants.ExistentialDeposit.get(state)
  const before = system.Account.get(state, who)
  const data = change(before.data)
  const didProvide = before.providers > 0 && before.data.free >= minimum
  const doesProvide = data.free >= minimum
  const didConsume = before.data.reserved > 0n || before.data.frozen > 0n
  const doesConsume = data.reserved > 0n || data.frozen > 0n

  let info = { ...before, data }
  if (!didProvide && doesProvide) info = incrementProviders(state, who, info)
  if (!didConsume && doesConsume) {
    if (info.providers === 0) failWith({ type: "NoProviders" })
    info = { ...info, consumers: info.consumers + 1 }
  }
  if (didConsume && !doesConsume && info.consumers > 0) info = { ...info, consumers: info.consumers - 1 }

  const dies = data.free < minimum && data.reserved === 0n
  const dust = dies ? data.free : 0n
  if (dies && dust > 0n) info = { ...info, data: { ...info.data, free: 0n } }
  const after = didProvide && !doesProvide ? decrementProviders(state, who, info) : info
  if (after === undefined) system.Account.delete(state, who)
  else system.Account.set(state, who, after)

  if (!didProvide && doesProvide) events.Endowed.deposit(state, { account: who, free_balance: data.free })
  if (dust > 0n) loseDust(state, who, dust)
}

/** Dust leaves the books of both pallets that count the issuance. */
function loseDust(state: State, who: Hex, amount: bigint): void {
  events.DustLost.deposit(state, { account: who, amount })
  dropIssuance(state, amount)
  subtensor.TotalIssuance.mutate(state, (issuance) => saturatingSubU64(issuance, amount))
}

/** Takes TAO out of existence, as when a negative imbalance is dropped: no event. */
export function dropIssuance(state: State, amount: bigint): void {
  if (amount > 0n) storage.TotalIssuance.mutate(state, (issuance) => saturatingSubU64(issuance, amount))
}
