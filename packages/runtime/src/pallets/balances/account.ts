import { failWith } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { storage as subtensor } from "../subtensor/schema.ts"
import { decrementProviders, incrementProviders } from "../system/account.ts"
import { storage as system } from "../system/schema.ts"
import type { AccountInfo } from "../system/types.ts"
import { constants, events, storage } from "./schema.ts"
import type { AccountData } from "./types.ts"

/** Most reasons for which an account may be kept alive by others (`frame_system` MaxConsumers). */
const consumersMax = 16

/**
 * Changes an account's balance data and keeps its life in step: an account with at least the existential deposit free provides for
 * itself, one that falls below it and holds no reserve dies, and what was left (dust) leaves the issuance. What nobody provides for has
 * no row, unless a nonce gave it one and its data stays untouched. Raises NoProviders, TooManyConsumers, ConsumerRemaining.
 * Source: pallet_balances `try_mutate_account_handling_dust`.
 */
export function mutateAccount(state: State, who: Hex, change: (data: AccountData) => AccountData): void {
  const minimum = constants.ExistentialDeposit.get(state)
  const before = system.Account.get(state, who)
  const data = change(before.data)
  const didProvide = before.data.free >= minimum
  const doesProvide = data.free >= minimum

  let info: AccountInfo | undefined = { ...before, data }
  if (!didProvide && doesProvide) info = incrementProviders(state, who, info)
  info = withConsumer(info, isConsumed(before.data), isConsumed(data))
  const dies = !doesProvide && data.reserved === 0n
  const dust = dies ? data.free : 0n
  if (dust > 0n) info = { ...info, data: { ...data, free: 0n } }
  if (didProvide && !doesProvide) info = decrementProviders(state, who, info)

  if (info === undefined || (info.providers === 0 && info.sufficients === 0))
    system.Account.delete(state, who)
  else system.Account.set(state, who, info)

  if (isDefault(before.data)) events.Endowed.deposit(state, { account: who, free_balance: data.free })
  if (dust > 0n) loseDust(state, who, dust)
}

/** A reserve or a freeze keeps the account from dying. */
const isConsumed = (data: AccountData): boolean => data.reserved > 0n || data.frozen > 0n

const isDefault = ({ free, reserved, frozen }: AccountData): boolean =>
  free === 0n && reserved === 0n && frozen === 0n

function withConsumer(info: AccountInfo, did: boolean, does: boolean): AccountInfo {
  if (did === does) return info
  if (did) return { ...info, consumers: Math.max(info.consumers - 1, 0) }
  if (info.providers === 0) failWith({ type: "NoProviders" })
  if (info.consumers >= consumersMax) failWith({ type: "TooManyConsumers" })
  return { ...info, consumers: info.consumers + 1 }
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
