/** The `btcli` that comes with the 11.x SDK, unmodified, command by command. */
import { join } from "node:path"
import type { Node } from "@taonet/node/index"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bittensor11, temporaryHome } from "../python-sdk/environments.ts"
import { openSubnet, openTempo, startChain } from "../python-sdk/testChain.ts"
import { waitForClients } from "../support/deadlines.ts"
import { titleOf } from "../support/environments.ts"
import { type Command, commandOf } from "./command.ts"

waitForClients()
const client = await bittensor11()

const zero = "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM"
const alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
const bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
const charlie = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y"
/** The mini secrets of //Alice and //Bob. */
const seeds = {
  alice: "0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a",
  bob: "0x398f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89",
}
const inTheClear = ["--no-mev-shield", "--no-slippage-protection"]

describe.skipIf(!client.ok)(titleOf("btcli of bittensor 11.3.0", client), () => {
  const home = temporaryHome()
  let node: Node
  let btcli: Command

  beforeAll(async () => {
    node = await startChain()
    await openSubnet(node.url)
    const env = {
      ...home.env,
      BT_NETWORK: node.url,
      BT_FALLBACK_ENDPOINTS: "none",
      BT_ARCHIVE_ENDPOINTS: "none",
      BT_WALLET_PATH: join(home.dir, "wallets"),
    }
    btcli = commandOf(join(client.ok ? client.bin : "", "btcli"), env, ["--json"])
  })
  afterAll(async () => {
    await node?.close()
    home.remove()
  })

  const call = (target: string, args: Readonly<Record<string, unknown>>, ...options: readonly string[]) =>
    btcli("call", target, "--args", JSON.stringify(args), "-y", ...options)

  it("makes wallets from seeds", async () => {
    for (const [name, seed] of Object.entries(seeds)) {
      const cold = await btcli("wallet", "regen-coldkey", "-w", name, "--seed", seed, "--no-password")
      expect(cold.json, cold.output).toMatchObject({ ss58: name === "alice" ? alice : bob })
    }
    const hot = await btcli("wallet", "regen-hotkey", "-w", "bob", "--seed", seeds.bob)
    expect(hot.json).toMatchObject({ hotkey: "default", ss58: bob })
  })

  it("reads subnets, the metagraph and a balance", async () => {
    const [list, metagraph] = await Promise.all([
      btcli("subnets", "list"),
      btcli("subnets", "metagraph", "1"),
    ])
    expect(list.json).toMatchObject([
      { netuid: 0, tempo: 100, neurons: 0, max_neurons: 64 },
      { netuid: 1, tempo: openTempo, neurons: 1, max_neurons: 256, symbol: "α" },
    ])
    expect(metagraph.json).toMatchObject({ netuid: 1, name: "apex", owner_coldkey: zero, num_uids: 1 })
    const [show, balance] = await Promise.all([
      btcli("subnets", "show", "1"),
      btcli("wallet", "balance", "-w", "bob"),
    ])
    expect(show.json).toMatchObject({ netuid: 1, owner_coldkey: zero, neurons: 1 })
    expect(balance.json).toMatchObject({ coldkey: bob, free: "τ1,000,000.000000000", stake_positions: 0 })
  })

  it("transfers for the fee that it names", async () => {
    const sent = await btcli(
      "wallet",
      "transfer",
      "-w",
      "bob",
      "--dest",
      charlie,
      "--amount-tao",
      "12.5",
      "-y",
    )
    expect(sent.json).toMatchObject({ success: true, fee_tao: 0.000_166_25 })
    const [mine, theirs] = await Promise.all([
      btcli("wallet", "balance", "-w", "bob"),
      btcli("query", "balance", "--coldkey", charlie),
    ])
    expect(mine.json).toMatchObject({ free: "τ999,987.499833750" })
    expect(theirs.json).toBe("τ1,000,012.500000000")
  })

  it("explains a transfer that failed", async () => {
    const failed = await btcli(
      "wallet",
      "transfer",
      "-w",
      "bob",
      "--dest",
      alice,
      "--amount-tao",
      "2000000",
      "-y",
    )
    expect(failed.code).toBe(1)
    expect(failed.json).toMatchObject({
      success: false,
      error: { name: "FundsUnavailable", code: "insufficient_balance" },
    })
  })

  it("makes a root call through sudo", async () => {
    const set = await call(
      "AdminUtils.sudo_set_immunity_period",
      { netuid: 1, immunity_period: 77 },
      "--sudo",
      "-w",
      "alice",
    )
    expect(set.json).toMatchObject({ success: true, fee_tao: 0 })
    expect((await btcli("subnets", "hyperparameters", "1")).json).toMatchObject({ immunity_period: 77 })
  })

  it("names the error of a hotkey that nobody owns", async () => {
    const failed = await addStake(1)
    expect(failed.code).toBe(1)
    expect(failed.json).toMatchObject({
      success: false,
      error: { name: "HotKeyAccountNotExists", code: "not_registered" },
    })
  })

  it("registers protected: the node opens what was encrypted to it", async () => {
    const made = await btcli("subnets", "register", "--netuid", "1", "--hotkey", bob, "-w", "bob", "-y")
    expect(made.json, made.output).toMatchObject({ success: true })
    expect((await btcli("query", "uid", "--hotkey", bob, "--netuid", "1")).json).toBe(1)
  })

  it("stakes and unstakes", async () => {
    expect((await addStake(1000)).json).toMatchObject({ success: true })
    const before = await stake()
    const removal = [
      "stake",
      "remove",
      "--netuid",
      "1",
      "--amount-alpha",
      "0.01",
      "--hotkey",
      bob,
      "-w",
      "bob",
      "-y",
    ]
    expect((await btcli(...removal, ...inTheClear)).json).toMatchObject({ success: true })
    expect((await stake()) - before).toBeLessThan(0)
  })

  const addStake = (tao: number) =>
    btcli(
      "stake",
      "add",
      "--netuid",
      "1",
      "--amount-tao",
      `${tao}`,
      "--hotkey",
      bob,
      "-w",
      "bob",
      "-y",
      ...inTheClear,
    )

  async function stake(): Promise<number> {
    const { json } = await btcli("stake", "list", "-w", "bob")
    expect(json).toMatchObject([{ netuid: 1, hotkey: bob, registered: true }])
    return (json as [{ stake_amount: number }])[0].stake_amount
  }

  it("sets a weight on itself, which needs no permit", async () => {
    // With one key for both, the coldkey signs as the hotkey.
    const args = { netuid: 1, dests: [1], weights: [65_535], version_key: 0 }
    expect((await call("SubtensorModule.set_weights", args, "-w", "bob")).json).toMatchObject({
      success: true,
    })
    expect((await btcli("query", "weights", "--netuid", "1")).json).toEqual({ 1: { 1: 1 } })
  })

  it("creates a subnet", async () => {
    const made = await btcli("subnets", "create", "-w", "bob", "-y", "--no-mev-shield")
    expect(made.json).toMatchObject({
      success: true,
      data: { netuid: 2, registration_mode: "immediate", registration_price_rao: 1_000_000_000_000 },
    })
  })
})
