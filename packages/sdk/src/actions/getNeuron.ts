import type { Hex } from "@taonet/primitives/hex"
import type { NeuronInfo } from "@taonet/runtime/pallets/subtensor/types"
import type { Client } from "../client.ts"
import { callRuntimeApi } from "./callRuntimeApi.ts"
import { getStorage } from "./getStorage.ts"

/** A neuron with its weights and bonds, by uid or hotkey; undefined when the subnet has none such. */
export async function getNeuron(
  client: Client,
  { netuid, at, ...which }: { netuid: number; at?: Hex } & ({ uid: number } | { hotkey: Hex }),
): Promise<NeuronInfo | undefined> {
  const uid =
    "uid" in which ? which.uid : await getStorage(client, "SubtensorModule.Uids", [netuid, which.hotkey], at)
  if (uid === undefined) return undefined
  return callRuntimeApi(client, "NeuronInfoRuntimeApi.get_neuron", { netuid, uid }, at)
}
