import { storage as alphaAssets } from "../../pallets/alphaAssets/schema.ts"
import { currentRootProportion } from "../../pallets/subtensor/coinbase/alphaIssuance.ts"
import { storage } from "../../pallets/subtensor/schema.ts"
import type { OldRule } from "../context.ts"

/** Root alpha of an epoch that no validator can get: 461 recycles it, 425 leaves it in circulation. */
export const keepUnpaidRootAlpha: OldRule = (state, { line, recorded }) => {
  let changed = false
  for (const [[netuid]] of [...storage.LastEpochBlock.entries(state)]) {
    if (storage.LastEpochBlock.get(state, netuid) !== BigInt(line.n ?? 0)) continue
    const paid = [...storage.RootAlphaDividendsPerSubnet.entries(state, netuid)].length > 0
    const recycled =
      alphaAssets.AlphaRecycled.get(state, netuid) - alphaAssets.AlphaRecycled.get(recorded, netuid)
    if (paid || recycled <= 0n) continue
    alphaAssets.AlphaRecycled.mutate(state, netuid, (total) => total - recycled)
    if (alphaAssets.AlphaRecycled.get(state, netuid) === 0n) alphaAssets.AlphaRecycled.delete(state, netuid)
    alphaAssets.TotalAlphaIssuance.mutate(state, netuid, (total) => total + recycled)
    storage.SubnetAlphaOut.mutate(state, netuid, (total) => total + recycled)
    if (storage.RootProp.has(state, netuid))
      storage.RootProp.set(state, netuid, currentRootProportion(state, netuid))
    changed = true
  }
  return changed
}
