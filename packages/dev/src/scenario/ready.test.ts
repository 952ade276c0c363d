import type { Hex } from "@taonet/primitives/hex"
import { storage } from "@taonet/runtime/pallets/subtensor/schema"
import { readMap } from "@taonet/sdk/index"
import { expect, it } from "vitest"
import type { DevChain } from "../chain.ts"
import { createDevChain } from "../createDevChain.ts"
import { loadScenario } from "./index.ts"

const netuid = 2

async function ready(name: string): Promise<DevChain> {
  const scenario = await loadScenario(name)
  return createDevChain({
    scenario: { ...scenario, keys: "hashed" },
    blockTime: "manual",
    node: { historyDepth: 1000 },
  })
}

/** Dividends by stake of uids 1 and on, at a block. */
async function returns({ client }: DevChain, count: number, at?: Hex): Promise<number[]> {
  const dividends = await readMap(client, storage.Dividends, [netuid], at)
  const stakes = await readMap(client, storage.StakeWeight, [netuid], at)
  return Array.from({ length: count }, (_, i) => (dividends[i + 1] ?? 0) / (stakes[i + 1] || 1))
}

it("shows that whoever copies weights late earns less", async () => {
  await using chain = await ready("weight-copiers")
  const [honest1 = 0, honest2 = 0, copier1 = 0, copier2 = 0] = await returns(chain, 4)
  console.info(
    `measured: dividends by stake: ${[honest1, honest2, copier1, copier2].map((one) => one.toFixed(3))}`,
  )
  expect(Math.min(honest1, honest2)).toBeGreaterThan(Math.max(copier1, copier2))
})

it("shows that liquid alpha pays whoever saw a miner first, for a while", async () => {
  await using chain = await ready("liquid-alpha")
  const ratioAt = async (block: number): Promise<number> => {
    const [early = 0, crowd = 0] = await returns(chain, 2, chain.node.chain.hashByNumber(block))
    return early / crowd
  }
  const [before, agreed, later] = [await ratioAt(90), await ratioAt(161), await ratioAt(300)]
  console.info(`measured: early against crowd: ${[before, agreed, later].map((one) => one.toFixed(2))}`)
  expect(before).toBeCloseTo(1, 1)
  expect(agreed).toBeGreaterThan(2)
  expect(later).toBeLessThan(agreed / 1.5)
})
