import { storage } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import {
  createClient,
  getBalance,
  RpcError,
  readMap,
  readValue,
  transfer,
  webSocketTransport,
} from "@taonet/sdk/index"
import { describe, expect, it } from "vitest"
import { createDevChain, DevError, devAccounts, readScenario } from "./index.ts"

const tao = 1_000_000_000n

describe("createDevChain", () => {
  it("starts soon once the code is loaded", async () => {
    const times: number[] = []
    for (let i = 0; i < 7; i++) {
      const start = performance.now()
      const chain = await createDevChain()
      times.push(performance.now() - start)
      await chain.close()
    }
    const [least = 0] = times.sort((a, b) => a - b)
    console.info(
      `measured: in-process boot: ${least.toFixed(1)} ms at best, ${times[3]?.toFixed(1)} in the middle`,
    )
    // 50 ms are promised for a quiet machine; tests share theirs.
    expect(least).toBeLessThan(300)
  })

  it("is the localnet: funded accounts, and //Alice with the sudo key", async () => {
    await using chain = await createDevChain()
    expect(chain.coldkey("Alice")).toBe(devAccounts.Alice)
    expect(await getBalance(chain.client, { account: devAccounts.Alice })).toBe(1_000_000n * tao)
    expect((await chain.call("root", { System: { remark: { remark: "0x01" } } })).ok).toBe(true)
  })

  it("gives the same blocks to everybody who does the same", async () => {
    const heads = []
    for (let i = 0; i < 2; i++) {
      await using chain = await createDevChain()
      await transfer(chain.client, chain.signer("Bob"), { to: devAccounts.Dave, amount: tao })
      await chain.mine({ count: 3 })
      heads.push(chain.head())
    }
    expect(heads[0]).toEqual(heads[1])
  })

  it("serves the same by port and in process", async () => {
    await using chain = await createDevChain({ port: 0, blockTime: "manual" })
    const remote = await createClient(await webSocketTransport(chain.url))
    await chain.mine({ count: 4 })
    const [near, far] = await Promise.all(
      [chain.client, remote].map((client) => readValue(client, system.Number)),
    )
    expect([near, far]).toEqual([4, 4])
    await remote.transport.close()
  })

  it("has no port unless asked, ends what is subscribed, and closes twice", async () => {
    const chain = await createDevChain()
    expect([chain.url, chain.port]).toEqual(["", 0])
    const seen: number[] = []
    let ended: unknown
    await chain.client.transport.subscribe(
      "chain_subscribeNewHeads",
      [],
      "chain_unsubscribeNewHeads",
      (head) => seen.push(Number((head as { number: string }).number)),
      (error) => {
        ended = error
      },
    )
    await chain.mine({ count: 2 })
    await expect.poll(() => seen.at(-1)).toBe(2)
    await chain.close()
    await chain.close()
    expect(ended).toMatchObject({ name: "TransportError" })
    await expect(chain.client.transport.request("system_chain")).rejects.toMatchObject({
      name: "TransportError",
    })
  })

  it("answers errors as the SDK has them, and says what was asked wrongly", async () => {
    await using chain = await createDevChain()
    await expect(chain.client.transport.request("no_such")).rejects.toBeInstanceOf(RpcError)
    await expect(chain.mineToEpoch(9)).rejects.toThrow(DevError)
    await expect(chain.revert(4)).rejects.toThrow("no snapshot has the id 4")
    await expect(createDevChain({ scenario: "no-such-one" })).rejects.toThrow("there is no such file")
  })
})

/** Subnet 2 of Alice's with one validator and one miner, after two epochs. */
const small = readScenario(`
keys: hashed
subnets:
  - owner: Alice
    hyperparameters: { tempo: 5, commit_reveal_weights_enabled: false, weights_set_rate_limit: 0, max_allowed_validators: 2 }
    validators: [{ name: v, stake: 100, weights: { m: 1 } }]
    miners: [{ name: m }]
history: { epochs: 2 }
`)

describe("controls together", () => {
  it("seeds, changes, and goes back to the seeded network, by snapshot and by reset", async () => {
    await using chain = await createDevChain({ scenario: small })
    const start = chain.head()
    const id = await chain.snapshot()
    await chain.mineToEpoch(2, 3)
    await chain.setBalance(chain.coldkey("m"), 5n * tao)
    await chain.revert(id)
    expect(chain.head()).toEqual(start)
    await chain.mine()
    expect(await chain.reset()).toEqual(start)
    expect(chain.mode).toEqual({ type: "instant" })
  })

  it("dumps a seeded network and loads it into another start of it", async () => {
    await using chain = await createDevChain({ scenario: small })
    await chain.mineToEpoch(2)
    const dumped = await chain.dump()
    const again = await createDevChain({ scenario: small, loadState: dumped })
    expect(again.head()).toEqual(chain.head())
    await again.close()
    await expect(createDevChain({ loadState: dumped })).rejects.toThrow("it is of a chain with the genesis")
  })

  it("acts for keys that nobody has, at their cost", async () => {
    await using chain = await createDevChain({ scenario: small })
    const stranger = chain.coldkey("stranger")
    await chain.setBalance(stranger, 2n * tao)
    const { ok, fee } = await chain.call(stranger, {
      Balances: { transfer_keep_alive: { dest: devAccounts.Bob, value: tao } },
    })
    expect(ok).toBe(true)
    expect(await getBalance(chain.client, { account: stranger })).toBe(tao - BigInt(fee ?? 0))
  })

  it("travels in time and goes back", async () => {
    await using chain = await createDevChain({ scenario: small })
    const before = chain.now()
    const id = await chain.snapshot()
    await chain.timeTravel("2031-05-05")
    await chain.mine()
    await chain.revert(id)
    expect(chain.now()).toBe(before)
    expect(await readMap(chain.client, storage.Incentive, [2])).toEqual([0, 0, 65_535])
  })
})
