/**
 * Emission where alpha is TAO 1:1 (rule `Thesis.RootWeights`): the TAO of a block goes to the subnets' accounts, and as much alpha to their
 * participants. So every rao of alpha can be had as TAO at any time.
 */
import { attempt } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { divFloor, saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { accrueAlpha } from "../coinbase/alphaPhase.ts"
import type { Division } from "../coinbase/divide.ts"
import type { PendingAlpha } from "../coinbase/drainPending.ts"
import { neuronsOf } from "../neurons/uids.ts"
import { storage } from "../schema.ts"
import { totalHotkeyAlpha } from "../staking/stake.ts"
import { changeReserve } from "../staking/swapping.ts"
import { recycleCredit, recycleTao, spendTao } from "../staking/tao.ts"
import { subnetAccount } from "../subnets/accounts.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { splitByRootWeights } from "./rootWeights.ts"

/** Rao as U96F32 bits. */
const toBits = (rao: bigint): bigint => rao << 32n

/**
 * Hands a block's TAO (rao) to the emitting subnets that have neurons. A subnet without any has nobody to earn it; while there is none with,
 * the minted TAO goes out of existence again.
 */
export function emitStable(state: State, emitting: readonly number[], minted: bigint): void {
  const netuids = emitting.filter((netuid) => storage.SubnetworkN.get(state, netuid) > 0)
  const parts = netuids.length === 0 ? [] : splitByRootWeights(state, netuids, minted)
  let rest = minted
  for (const [i, netuid] of netuids.entries()) {
    const tao = parts[i]!
    storage.SubnetTaoInEmission.set(state, netuid, 0n)
    if (tao === 0n || !attempt(state, () => spendTao(state, subnetAccount(netuid), tao)).ok) continue
    rest -= tao
    storage.SubnetTaoInEmission.set(state, netuid, tao)
    changeReserve(state, storage.SubnetTAO, netuid, tao)
    storage.TotalStake.mutate(state, (total) => saturatingAddU64(total, tao))
    const terms = { taoIn: toBits(tao), alphaIn: 0n, excessTao: 0n, alphaOut: toBits(tao) }
    accrueAlpha(state, { netuid, terms }, true)
  }
  recycleCredit(state, rest)
}

/**
 * How the first epoch of a subnet is divided, or of one that everybody left: nobody has stake, so no weight counts and Yuma has nobody to
 * pay. Proof of work is all that its neurons have shown, so they share equally; what they earn is the stake by which the next epoch judges.
 * Undefined as soon as any of them has stake, here or on root.
 */
export function firstDivision(state: State, netuid: number, pending: PendingAlpha): Division | undefined {
  const hotkeys = Array.from(neuronsOf(state, netuid), ({ hotkey }) => hotkey)
  const hasStake = hotkeys.some(
    (hotkey) =>
      totalHotkeyAlpha(state, hotkey, netuid) > 0n || totalHotkeyAlpha(state, hotkey, ROOT_NETUID) > 0n,
  )
  if (hasStake || hotkeys.length === 0) return undefined
  const part = divFloor(pending.server + pending.validator + pending.root, BigInt(hotkeys.length))
  return { incentives: [...hotkeys].sort().map((hotkey) => [hotkey, part]), dividends: [] }
}

/**
 * Takes TAO out of existence for which no alpha is left, as where alpha was recycled: the two stay equal. What the owner locked for the subnet
 * stays.
 */
export function settleSurplus(state: State, netuid: number): void {
  const claimed = storage.SubnetAlphaOut.get(state, netuid) + storage.SubnetLocked.get(state, netuid)
  const surplus = saturatingSubU64(storage.SubnetTAO.get(state, netuid), claimed)
  if (surplus === 0n || !attempt(state, () => recycleTao(state, subnetAccount(netuid), surplus)).ok) return
  changeReserve(state, storage.SubnetTAO, netuid, -surplus)
  storage.TotalStake.mutate(state, (total) => saturatingSubU64(total, surplus))
}
