import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { recycleAlpha } from "../../alphaAssets/issuance.ts"
import { childkeyTake } from "../children/takes.ts"
import { liveChildren, liveParents } from "../children/thresholds.ts"
import type { SubnetEpoch } from "../epoch/combine.ts"
import { dividends } from "../math/dividends.ts"
import { parentDividends } from "../math/parentDividends.ts"
import { taoWeightFraction } from "../math/rootProportion.ts"
import { hotkeyOf, isRegistered } from "../neurons/uids.ts"
import { storage } from "../schema.ts"
import { totalHotkeyAlpha } from "../staking/stake.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import type { PendingAlpha } from "./drainPending.ts"

/** Who gets what of an epoch, ascending by account. */
export interface Division {
  /** Miners, rao. */
  readonly incentives: readonly (readonly [hotkey: Hex, rao: bigint])[]
  /** Validators and those they validate for, U96F32 bits of rao. */
  readonly dividends: readonly (readonly [hotkey: Hex, alpha: bigint, root: bigint])[]
}

/**
 * Divides an epoch's alpha: miners get what the epoch gave them; validators share by their emission, each part going on to the parents whose
 * stake it stands on, and splitting into a part for alpha and one for root stake. Without any incentive validators get the miners' part too.
 * Source: behaviour/coinbase.md section 7.4.
 */
export function divideEmission(
  state: State,
  netuid: number,
  epoch: SubnetEpoch,
  pending: PendingAlpha,
): Division {
  const taoWeight = taoWeightFraction(storage.TaoWeight.get(state))
  const incentives = new Map<Hex, bigint>()
  const credits = new Map<Hex, bigint>()
  for (const [uid, incentive] of epoch.serverEmission.entries()) {
    const hotkey = hotkeyOf(state, netuid, uid)
    if (hotkey === undefined) continue
    addTo(incentives, hotkey, incentive)
    creditParents(state, netuid, hotkey, epoch.validatorEmission[uid]!, taoWeight, credits)
  }

  const hasIncentive = epoch.serverEmission.some((incentive) => incentive > 0n)
  const receivers = sorted(credits)
  const parts = dividends(
    hasIncentive ? pending.validator : pending.validator + pending.server,
    pending.root,
    taoWeight,
    receivers.map(([hotkey, dividend]) => ({
      dividend,
      alphaStake: totalHotkeyAlpha(state, hotkey, netuid),
      rootStake: totalHotkeyAlpha(state, hotkey, ROOT_NETUID),
      hasRootUid: isRegistered(state, ROOT_NETUID, hotkey),
    })),
  )
  recycleAlpha(state, netuid, parts.rootRecycled)
  return {
    incentives: sorted(incentives),
    dividends: receivers.map(([hotkey], i) => [hotkey, parts.alpha[i]!, parts.root[i]!] as const),
  }
}

/** Credits a validator's emission to itself and to the parents that lend it stake, and recycles the childkey burn. */
function creditParents(
  state: State,
  netuid: number,
  hotkey: Hex,
  emission: bigint,
  taoWeight: bigint,
  credits: Map<Hex, bigint>,
): void {
  const parents = liveParents(state, netuid, hotkey)
  if (parents.length === 0) {
    addTo(credits, hotkey, emission)
    return
  }
  const owner = storage.Owner.get(state, hotkey)
  const split = parentDividends({
    emission,
    alpha: totalHotkeyAlpha(state, hotkey, netuid),
    root: totalHotkeyAlpha(state, hotkey, ROOT_NETUID),
    childProportions: liveChildren(state, netuid, hotkey).map(([proportion]) => proportion),
    parents: parents.map(([proportion, parent]) => ({
      alpha: totalHotkeyAlpha(state, parent, netuid),
      root: totalHotkeyAlpha(state, parent, ROOT_NETUID),
      proportion,
      sameOwner: storage.Owner.get(state, parent) === owner,
    })),
    taoWeight,
    childkeyTake: childkeyTake(state, hotkey, netuid),
    childkeyBurn: storage.CKBurn.get(state),
  })
  for (const [i, [, parent]] of parents.entries()) addTo(credits, parent, split.parents[i]!)
  addTo(credits, hotkey, split.own)
  recycleAlpha(state, netuid, split.recycled)
}

function addTo(map: Map<Hex, bigint>, hotkey: Hex, rao: bigint): void {
  map.set(hotkey, (map.get(hotkey) ?? 0n) + rao)
}

const sorted = (map: ReadonlyMap<Hex, bigint>): [Hex, bigint][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
