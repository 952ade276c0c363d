/** Every control of a development chain with every other, in both orders, on a seeded network and on a fork. */
import type { Hex } from "@taonet/primitives/hex"
import { storage } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as timestamp } from "@taonet/runtime/pallets/timestamp/schema"
import { getBalance } from "@taonet/sdk/index"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createForkedChain } from "./fork/index.ts"
import { type OriginNode, startOriginNode } from "./fork/originNode.testkit.ts"
import { createDevChain, type DevChain, readScenario } from "./index.ts"

const netuid = 2
const tao = 1_000_000_000n
const far = Date.UTC(2031, 4, 5)

/** Subnet 2 of Alice's with one validator and one miner, whose keys nobody has. */
const scenario = readScenario(`
keys: hashed
subnets:
  - owner: Alice
    hyperparameters: { tempo: 5, commit_reveal_weights_enabled: false, weights_set_rate_limit: 0, max_allowed_validators: 2 }
    validators: [{ name: v, stake: 100, weights: { m: 1 } }]
    miners: [{ name: m }]
history: { epochs: 1 }
`)

/** Does something, and gives what must still hold after something else was done. */
type Feature = (chain: DevChain) => Promise<() => Promise<void>>

const open = (chain: DevChain) => chain.node.chain.open(chain.head().hash)
const rootOf = (chain: DevChain): string => chain.node.chain.state(chain.head().hash).trie.root
const versionOf = async (chain: DevChain): Promise<number> =>
  (await chain.client.transport.request<{ specVersion: number }>("state_getRuntimeVersion")).specVersion
const finalNumber = async ({ client: { transport } }: DevChain): Promise<number> => {
  const hash = await transport.request<Hex>("chain_getFinalizedHead")
  return Number((await transport.request<{ number: Hex }>("chain_getHeader", [hash])).number)
}

const features: Readonly<Record<string, Feature>> = {
  async snapshot(chain) {
    const id = await chain.snapshot()
    const [head, root] = [chain.head(), rootOf(chain)]
    const back = async () => {
      await chain.mine({ count: 2 })
      expect(await chain.revert(id)).toEqual(head)
      expect(rootOf(chain)).toBe(root)
    }
    await back()
    return back
  },
  async "time travel"(chain) {
    await chain.timeTravel(new Date(Math.max(far, chain.now() + 86_400_000)).toISOString())
    await chain.mine()
    return async () => expect(Number(timestamp.Now.get(open(chain)))).toBeGreaterThanOrEqual(far)
  },
  async epoch(chain) {
    const before = storage.SubnetEpochIndex.get(open(chain), netuid)
    await chain.mineToEpoch(netuid)
    return async () => expect(storage.SubnetEpochIndex.get(open(chain), netuid)).toBeGreaterThan(before)
  },
  async setStorage(chain) {
    await chain.setStorage({ SubtensorModule: { Tempo: [[[netuid], 7]], ImmunityPeriod: [[[netuid], 9]] } })
    return async () =>
      expect([
        storage.Tempo.get(open(chain), netuid),
        storage.ImmunityPeriod.get(open(chain), netuid),
      ]).toEqual([7, 9])
  },
  async setBalance(chain) {
    await chain.setBalance(chain.coldkey("Ferdie"), 5n * tao)
    return async () =>
      expect(await getBalance(chain.client, { account: chain.coldkey("Ferdie") })).toBe(5n * tao)
  },
  async "impersonation and its fee"(chain) {
    const stranger = chain.coldkey("stranger")
    await chain.setBalance(stranger, 3n * tao)
    const { ok, fee } = await chain.call(stranger, {
      Balances: { transfer_keep_alive: { dest: chain.coldkey("Eve"), value: tao } },
    })
    const left = 2n * tao - BigInt(fee ?? 0)
    expect([ok, left < 2n * tao]).toEqual([true, true])
    return async () => expect(await getBalance(chain.client, { account: stranger })).toBe(left)
  },
  async "slow finality"(chain) {
    chain.setFaults({ slowFinality: 3 })
    return async () => {
      expect(chain.faults()).toEqual({ slowFinality: 3 })
      const { number } = await chain.mine({ count: 4 })
      expect(await finalNumber(chain)).toBe(number - 3)
    }
  },
  async upgrade(chain) {
    const before = await versionOf(chain)
    await chain.upgradeRuntime()
    return async () => expect(await versionOf(chain)).toBe(before + 1)
  },
  async "dump and load"(chain) {
    const dump = await chain.dump()
    const [head, root, version] = [chain.head(), rootOf(chain), await versionOf(chain)]
    await chain.mine({ count: 2 })
    expect(await chain.load(dump)).toEqual(head)
    expect([rootOf(chain), await versionOf(chain)]).toEqual([root, version])
    expect(await chain.dump()).toEqual(dump)
    return async () => expect(chain.node.chain.hashByNumber(head.number)).toBeDefined()
  },
  async setHead(chain) {
    const before = await chain.mine()
    const root = rootOf(chain)
    await chain.mine({ count: 3 })
    expect(await chain.setHead(before.number)).toEqual(before)
    expect(rootOf(chain)).toBe(root)
    return async () => expect(chain.head().number).toBeGreaterThanOrEqual(before.number)
  },
  async subscription(chain) {
    const heard: number[] = []
    const subscription = await chain.client.transport.subscribe(
      "chain_subscribeNewHeads",
      [],
      "chain_unsubscribeNewHeads",
      (head) => heard.push(Number((head as { number: Hex }).number)),
    )
    return async () => {
      await expect.poll(() => heard.at(-1), { timeout: 20_000 }).toBe(chain.head().number)
      subscription.close()
    }
  },
}
const names = Object.keys(features)

/** What a chain must be like again after it went back. */
const stateOf = async (chain: DevChain) => ({
  head: chain.head(),
  root: rootOf(chain),
  version: await versionOf(chain),
  now: chain.now(),
  mode: chain.mode,
})

async function actAndGoBack(chain: DevChain, chosen: readonly string[]): Promise<void> {
  const [begin, start] = [await stateOf(chain), await chain.snapshot()]
  const checks: (() => Promise<void>)[] = []
  for (const name of chosen) checks.push(await (features[name] as Feature)(chain))
  // The last first: what goes back to a point of its own undoes what came after it.
  for (const check of checks.reverse()) await check()
  chain.setFaults({})
  await chain.revert(start)
  expect(await stateOf(chain)).toEqual(begin)
  for (const id of chain.snapshots()) chain.dropSnapshot(id)
}

describe("on a seeded network", () => {
  let chain: DevChain
  beforeAll(async () => {
    chain = await createDevChain({ scenario, blockTime: "manual" })
  })
  afterAll(() => chain?.close())

  it.each(names.map((name, i) => [name, names.slice(i + 1)] as const))(
    "%s with the others",
    async (name, others) => {
      for (const other of others) {
        await actAndGoBack(chain, [name, other])
        await actAndGoBack(chain, [other, name])
      }
    },
  )

  it("all of them, one after the other, and the same again", async () => {
    await actAndGoBack(chain, names)
    await actAndGoBack(chain, [...names].reverse())
  })

  it("begins anew from a dump of all that was done, with the same root and the same blocks after it", async () => {
    const start = await chain.snapshot()
    for (const name of ["setBalance", "setStorage", "impersonation and its fee", "epoch", "upgrade"])
      await (features[name] as Feature)(chain)
    const loadState = await chain.dump()
    await using again = await createDevChain({ scenario, blockTime: "manual", loadState })
    expect([again.head(), rootOf(again), await versionOf(again)]).toEqual([
      chain.head(),
      rootOf(chain),
      await versionOf(chain),
    ])
    expect(await again.mine({ count: 12 })).toEqual(await chain.mine({ count: 12 }))
    await chain.revert(start)
  })
})

describe("on a fork", () => {
  let origin: OriginNode
  let fork: DevChain
  beforeAll(async () => {
    origin = await startOriginNode("one-subnet")
    fork = await createForkedChain({ fork: origin.url, netuid, timeoutMs: 60_000, blockTime: "manual" })
  }, 240_000)
  afterAll(async () => {
    await fork?.close()
    await origin?.close()
  })

  it.each(names)("%s", (name) => actAndGoBack(fork, [name]))
  it("all of them, one after the other", () => actAndGoBack(fork, names))
})
