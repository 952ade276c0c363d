import { createDevChain, type DevChain } from "@taonet/dev"
import { createQueryLog } from "@taonet/explorer"
import { subnetView } from "@taonet/neuron/sdkChain"
import { setWeights, signerFromUri } from "@taonet/sdk/index"
import { afterAll, beforeAll, expect, it } from "vitest"
import { bootstrap } from "./bootstrap.ts"
import { plannedSubnets } from "./plan.ts"
import { statusSource } from "./statusSource.ts"

const [text, image] = plannedSubnets(false, ["image"], { validators: 2 })
if (!text || !image) throw new Error("two subnets are planned")

let chain: DevChain
beforeAll(async () => {
  chain = await createDevChain()
  await bootstrap(chain.client, text)
  await bootstrap(chain.client, image)
})
afterAll(() => chain?.close())

it("tells of each subnet what runs there, who earns, and how far its validators are apart", async () => {
  // The first epoch gives permits.
  await chain.mineToEpoch(1)
  const uids = [1, 2, 3]
  for (const [index, weights] of [
    [60_000, 30_000, 10_000],
    [65_535, 0, 0],
  ].entries()) {
    const signer = signerFromUri(text.validators[index]?.hotkey ?? "")
    await setWeights(chain.client, signer, { netuid: 1, uids, weights })
  }
  await chain.mineToEpoch(1)
  const views = [await subnetView(chain.client, 1)]
  const queries = createQueryLog({ netuidOf: () => 1 })
  const deps = { client: chain.client, chainName: "local", subnets: [text, image], endpoints: [] }
  const source = statusSource({ ...deps, views: () => views, queries })

  const { chain: head, subnets } = await source.status()
  expect(head).toMatchObject({ name: "local", specVersion: 461 })
  const [root, first, second] = subnets
  expect(root).toMatchObject({ netuid: 0, kind: null, neurons: null, agreement: null, blocksToEpoch: null })
  expect(first).toMatchObject({
    netuid: 1,
    kind: "text",
    models: ["taonet-text", "taonet-lexical"],
    neuronCount: 6,
  })
  expect(second).toMatchObject({ netuid: 2, kind: "image", neuronCount: 6, maxNeurons: 256, neurons: null })
  expect(first?.neurons?.map(({ name }) => name)).toEqual([
    ...["nobody", "ngram-40", "ngram-4", "ngram-1", "validator", "validator-2"],
  ])
  expect(Object.keys(first?.neurons?.[0] ?? {}).sort()).toEqual([
    ...["active", "axon", "consensus", "dividends", "emission", "hotkey", "incentive", "lastUpdate", "name"],
    ...["stake", "uid", "validatorPermit", "validatorTrust"],
  ])
  expect(first?.mechanisms).toHaveLength(1)
  const [only] = first?.mechanisms ?? []
  expect(only).toMatchObject({ mechid: 0, emissionShare: 1 })
  expect(only?.incentives[0]).toEqual([1, first?.neurons?.[1]?.incentive])
  expect(second?.mechanisms).toBeNull()

  // An epoch was just held: the next is a whole tempo away.
  expect(first?.blocksToEpoch).toBe(20)

  const [, best, , , big, small] = first?.neurons ?? []
  expect(best?.incentive).toBeGreaterThan(0.5)
  expect(big?.validatorTrust).toBeCloseTo(1, 3)
  expect(small?.validatorTrust).toBeLessThan(1)
  // What one would pay to miners 2 and 3, the other gives to miner 1.
  const { mean, validators, identical } = first?.agreement ?? { mean: 0, validators: [], identical: [] }
  expect(mean).toBeCloseTo(0.4, 3)
  expect(validators.map(({ uid }) => uid)).toEqual([4, 5])
  expect(validators[0]?.weights.map(([uid, share]) => [uid, Number(share.toFixed(3))])).toEqual([
    ...[
      [1, 0.6],
      [2, 0.3],
      [3, 0.1],
    ],
  ])
  expect(identical).toEqual([])
})
