import { createDevChain, readScenario } from "@taonet/dev"
import { sdkChain } from "@taonet/neuron/sdkChain"
import { storage } from "@taonet/runtime/pallets/subtensor/schema"
import { readKeys, readMap } from "@taonet/sdk/index"
import { expect, it } from "vitest"

const netuid = 2
const hidden = readScenario(`
subnets:
  - owner: Alice
    hyperparameters: { tempo: 30, commit_reveal_weights_enabled: true, weights_set_rate_limit: 0 }
    validators: [{ name: Bob, stake: 100, weights: { Charlie: 1 } }]
    miners: [{ name: Charlie }, { name: Dave }]
history: { epochs: 1 }
`)

it("hides a validator's weights until the epoch of their reveal, which the chain opens by itself", async () => {
  await using chain = await createDevChain({ scenario: hidden })
  const bob = sdkChain(chain.client, chain.signer("Bob_hk"))
  const rows = () => readMap(chain.client, storage.Weights, [netuid, 1])
  const before = await rows()
  for (let i = 0; i < 2; i++) {
    await bob.setWeights({ netuid, uids: [2, 3], weights: [16_384, 65_535] })
    expect(await rows()).toEqual(before)
    expect(await readKeys(chain.client, storage.TimelockedWeightCommits, netuid)).toHaveLength(1)
    await chain.mineToEpoch(netuid)
    await chain.mine({ count: 20 })
    expect(await rows()).toEqual([
      [2, 16_384],
      [3, 65_535],
    ])
    await chain.mineToEpoch(netuid)
    await bob.setWeights({ netuid, uids: [2], weights: [1] })
    await chain.mineToEpoch(netuid, 2)
    expect(await rows()).toEqual([[2, 65_535]])
    before.splice(0, before.length, ...(await rows()))
  }
})
