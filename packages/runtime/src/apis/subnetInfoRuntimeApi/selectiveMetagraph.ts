import type { State } from "@taonet/frame/state"
import { I64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { encode } from "@taonet/primitives/scale/index"
import { storage as commitments } from "../../pallets/commitments/schema.ts"
import { Registration } from "../../pallets/commitments/types.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import type { Metagraph, SelectiveMetagraph } from "../../pallets/subtensor/types.ts"
import { compareBigints } from "../shared/compare.ts"
import { subnetFields, subnetNames } from "../shared/subnetFields.ts"
import { ifExists } from "../shared/subnets.ts"
import { type SubnetView, subnetView } from "../shared/subnetView.ts"
import { compactBytes } from "../shared/wireText.ts"

/** Fields that only a selection has: they stand between the dividends and the collateral. */
const onlyHere = { validators, commitments: wholeCommitments }

type Selectable = keyof Metagraph | keyof typeof onlyHere

/** Field by index: the metagraph's fields in their order, with the two others before the collateral. */
const byIndex: readonly Selectable[] = (() => {
  const collateralAt = subnetNames.indexOf("collateral_locked")
  return [
    ...subnetNames.slice(0, collateralAt),
    "validators",
    "commitments",
    ...subnetNames.slice(collateralAt),
  ]
})()

/** Where nothing was asked for; the netuid of the answer is 0 unless it is asked for, too. */
const nothing: SelectiveMetagraph = {
  ...(Object.fromEntries(byIndex.map((name) => [name, undefined])) as unknown as SelectiveMetagraph),
  netuid: 0,
}

/** `get_selective_metagraph`: the fields of these indexes; unknown indexes are ignored. */
export const selectiveMetagraph = (
  state: State,
  netuid: number,
  indexes: readonly number[],
): SelectiveMetagraph | undefined => ifExists(state, netuid, () => select(subnetView(state, netuid), indexes))

/** `get_selective_mechagraph`: the same for a mechanism, which need not exist. The plain netuid is always in the answer. */
export const selectiveMechagraph = (
  state: State,
  netuid: number,
  mechanism: number,
  indexes: readonly number[],
): SelectiveMetagraph | undefined =>
  ifExists(state, netuid, () => ({ ...select(subnetView(state, netuid, mechanism), indexes), netuid }))

function select(view: SubnetView, indexes: readonly number[]): SelectiveMetagraph {
  const selected: Record<string, unknown> = { ...nothing }
  for (const index of new Set(indexes)) {
    const name = byIndex[index]
    if (name === undefined) continue
    selected[name] = read(view, name)
  }
  return selected as unknown as SelectiveMetagraph
}

function read(view: SubnetView, name: Selectable): unknown {
  if (name === "validators" || name === "commitments") return onlyHere[name](view)
  const value = subnetFields[name](view)
  return name === "identity" ? { value } : value
}

/** Uids with a permit and more stake weight than StakeThreshold, ascending by that weight; ties by the bytes of the uid. */
function validators(view: SubnetView): number[] {
  const { state, netuid } = view
  const threshold = I64F64.fromInt(storage.StakeThreshold.get(state))
  const permits = storage.ValidatorPermit.get(state, netuid)
  const weight = (uid: number): bigint => view.stakeWeights().total[uid]!
  return view.uids
    .filter((uid) => permits[uid] && storage.Keys.has(state, netuid, uid) && weight(uid) > threshold)
    .sort((a, b) => compareBigints(weight(a), weight(b)) || swapBytes(a) - swapBytes(b))
}

/** Order of a u16 as a storage key, which is little-endian. */
const swapBytes = (value: number): number => ((value & 0xff) << 8) | (value >> 8)

/** Whole commitments as SCALE bytes, in storage order. */
function wholeCommitments({ state, netuid }: SubnetView): (readonly [Hex, number[]])[] {
  const rows: (readonly [Hex, number[]])[] = []
  for (const [[, account], registration] of commitments.CommitmentOf.entries(state, netuid))
    rows.push([account, compactBytes(encode(Registration, registration))])
  return rows
}
