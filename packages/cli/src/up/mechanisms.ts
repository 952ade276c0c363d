import type { MechanismStatus } from "@taonet/explorer/types"
import type { Hex } from "@taonet/primitives/hex"
import { storageIndex } from "@taonet/runtime/pallets/subtensor/neurons/storageIndex"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { type Client, readMap } from "@taonet/sdk/index"

const u16Max = 65_535
const incentivesMax = 64

/** What each mechanism of a subnet has of the emission, and whom it pays. */
export async function mechanismsOf(client: Client, netuid: number, at: Hex): Promise<MechanismStatus[]> {
  const [count, split] = await Promise.all([
    readMap(client, subtensor.MechanismCountCurrent, [netuid], at),
    readMap(client, subtensor.MechanismEmissionSplit, [netuid], at),
  ])
  return Promise.all(
    Array.from({ length: count }, async (_, mechid) => {
      const incentives = await readMap(client, subtensor.Incentive, [storageIndex(netuid, mechid)], at)
      return {
        mechid,
        emissionShare: split === undefined ? 1 / count : (split[mechid] ?? 0) / u16Max,
        incentives: incentives
          .map((incentive, uid) => [uid, incentive / u16Max] as const)
          .filter(([, incentive]) => incentive > 0)
          .toSorted(([, a], [, b]) => b - a)
          .slice(0, incentivesMax),
      }
    }),
  )
}
