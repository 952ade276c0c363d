import { ensure } from "@taonet/frame/errors"
import { ensureRoot, ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { reserve, unreserve } from "../balances/reserve.ts"
import { isRegistered } from "../subtensor/neurons/uids.ts"
import { blockNumber } from "../system/account.ts"
import { resetBonds } from "./resetBonds.ts"
import { type calls, constants, errors, events, storage } from "./schema.ts"
import { useSpace } from "./space.ts"
import { addWaiting, dropWaiting } from "./timelockedIndex.ts"
import type { CommitmentInfo } from "./types.ts"

/**
 * Publishes a neuron's data on a subnet in place of what it published before. Raises AccountNotAllowedCommit,
 * TooManyFieldsInCommitmentInfo, TimelockRevealFailedNotAllowed, SpaceLimitExceeded. Source: behaviour/coinbase.md section 10.
 */
export const setCommitment: Handler<typeof calls.set_commitment> = (state, origin, { netuid, info }) => {
  const who = ensureSigned(origin)
  const { fields } = info
  ensure(isRegistered(state, netuid, who), errors.AccountNotAllowedCommit)
  ensure(fields.length <= constants.MaxFields.get(state), errors.TooManyFieldsInCommitmentInfo)
  const failed = fields.some(({ type }) => type === "TimelockRevealFailed")
  ensure(!failed, errors.TimelockRevealFailedNotAllowed)
  if (fields.some(({ type }) => type === "ResetBondsFlag")) {
    storage.LastBondsReset.set(state, netuid, who, blockNumber(state))
    resetBonds(state, netuid, who)
  }
  useSpace(state, netuid, who, fields)
  register(state, netuid, who, info)
  storage.LastCommitment.set(state, netuid, who, blockNumber(state))
  const timelocked = fields.find((field) => field.type === "TimelockEncrypted")
  if (timelocked) {
    const { reveal_round } = timelocked.value
    events.TimelockCommitment.deposit(state, { netuid, who, reveal_round })
    addWaiting(state, [netuid, who])
  } else {
    events.Commitment.deposit(state, { netuid, who })
    dropWaiting(state, (of, account) => of === netuid && account === who)
  }
}

/** Stores the data with its deposit, of which only the difference to the old one moves. */
function register(state: State, netuid: number, who: Hex, info: CommitmentInfo): void {
  const before = storage.CommitmentOf.get(state, netuid, who)?.deposit ?? 0n
  const perField = constants.FieldDeposit.get(state) * BigInt(info.fields.length)
  const deposit = constants.InitialDeposit.get(state) + perField
  if (deposit > before) reserve(state, who, deposit - before)
  if (deposit < before)
    ensure(unreserve(state, who, before - deposit) === before - deposit, errors.UnexpectedUnreserveLeftover)
  storage.CommitmentOf.set(state, netuid, who, { deposit, block: blockNumber(state), info })
}

/** Root sets how many bytes a neuron may publish per epoch. */
export const setMaxSpace: Handler<typeof calls.set_max_space> = (state, origin, { new_limit }) => {
  ensureRoot(origin)
  storage.MaxSpace.set(state, new_limit)
}
