import type { Origin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import { expect, it } from "vitest"
import "../../../schemas.ts"
import { addStake } from "../calls/addStake.ts"
import { addStakeBurn } from "../calls/addStakeBurn.ts"
import { addStakeLimit } from "../calls/addStakeLimit.ts"
import { burnAlpha } from "../calls/burnAlpha.ts"
import { decreaseTake } from "../calls/decreaseTake.ts"
import { increaseTake } from "../calls/increaseTake.ts"
import { moveStake } from "../calls/moveStake.ts"
import { recycleAlpha } from "../calls/recycleAlpha.ts"
import { removeStake } from "../calls/removeStake.ts"
import { removeStakeFullLimit } from "../calls/removeStakeFullLimit.ts"
import { removeStakeLimit } from "../calls/removeStakeLimit.ts"
import { setColdkeyAutoStakeHotkey } from "../calls/setColdkeyAutoStakeHotkey.ts"
import { swapStake } from "../calls/swapStake.ts"
import { swapStakeLimit } from "../calls/swapStakeLimit.ts"
import { transferStake } from "../calls/transferStake.ts"
import { tryAssociateHotkey } from "../calls/tryAssociateHotkey.ts"
import { unstakeAll } from "../calls/unstakeAll.ts"
import { unstakeAllAlpha } from "../calls/unstakeAllAlpha.ts"
import { storage } from "../storage.ts"
import { account, type JudgedCall, replay } from "./replayTrace.testKit.ts"

const handlers: Readonly<Record<string, (state: State, origin: Origin, args: never) => unknown>> = {
  add_stake: addStake,
  add_stake_limit: addStakeLimit,
  remove_stake: removeStake,
  remove_stake_limit: removeStakeLimit,
  remove_stake_full_limit: removeStakeFullLimit,
  move_stake: moveStake,
  swap_stake: swapStake,
  swap_stake_limit: swapStakeLimit,
  transfer_stake: transferStake,
  unstake_all: unstakeAll,
  unstake_all_alpha: unstakeAllAlpha,
  recycle_alpha: recycleAlpha,
  burn_alpha: burnAlpha,
  add_stake_burn: addStakeBurn,
  set_coldkey_auto_stake_hotkey: setColdkeyAutoStakeHotkey,
  try_associate_hotkey: tryAssociateHotkey,
  increase_take: increaseTake,
  decrease_take: decreaseTake,
}
/**
 * What spec 461 stores otherwise than 425: only root stake is stamped with a block, totals and pool generations are new, root claims keep other
 * books, and a move within a subnet makes the hotkey a delegate.
 */
const knownDifferences = [
  storage.LastColdkeyHotkeyStakeBlock,
  storage.TotalAlphaStaked,
  storage.AlphaSharePoolEpoch,
  storage.AlphaShareEpoch,
  storage.RootClaimed,
  storage.Delegates,
]
/** 425 cut the amount of a move to the position, 461 refuses it. */
const movesTooMuch = ({ call, ours }: JudgedCall): boolean =>
  ours.error === "SubtensorModule.NotEnoughStakeToWithdraw" && /"(move|swap|transfer)_stake/.test(call)

const amounts = ["amount_staked", "amount_unstaked", "limit_price", "alpha_amount", "amount", "limit"]

function decode(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (amounts.includes(name)) return [name, value === null ? undefined : BigInt(value as number | string)]
      return [name, typeof value === "string" ? account(value) : value]
    }),
  )
}

it.each([
  ["tiny_stake_1", 17, 0],
  ["tiny_stake_2", 16, 0],
  ["staking_1", 295, 10],
])("does call by call what the real pallet did, %s", (name, calls, refusedMoves) => {
  const judged = replay(
    new URL(`../../../../../../vectors/traces/${name}.jsonl.gz`, import.meta.url),
    (call, args) => {
      const handler = handlers[call]
      return handler && ((state, origin) => handler(state, origin, decode(args) as never))
    },
    knownDifferences,
  )
  expect(judged).toHaveLength(calls)
  expect(judged.filter(movesTooMuch)).toHaveLength(refusedMoves)
  for (const each of judged) {
    if (movesTooMuch(each)) continue
    const { line, call, recorded, ours } = each
    expect({ line, call, ...ours }).toEqual({ line, call, ...recorded })
  }
})
