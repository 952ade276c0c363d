/** The published `btcli` 9.23.2 (the one of the 10.x SDK), unmodified, command by command. */
import { join } from "node:path"
import type { Node } from "@taonet/node/index"
import { decodeExtrinsic } from "@taonet/runtime/executive/extrinsic"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { btcli9, temporaryHome } from "../python-sdk/environments.ts"
import { openSubnet, openTempo, startChain } from "../python-sdk/testChain.ts"
import { waitForClients } from "../support/deadlines.ts"
import { titleOf } from "../support/environments.ts"
import { type Command, commandOf } from "./command.ts"

waitForClients()
const client = await btcli9()

const alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
const bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
const charlie = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y"
const bobsWallet = ["--wallet-name", "bob", "--hotkey", "default", "--no-prompt"]
const inTheClear = ["--no-mev-protection", "--no-safe-staking"]
const identity = [
  ["--subnet-name", "fruit"],
  ["--github-repo", "https://github.com/a/b"],
  ["--subnet-contact", "a@b.cd"],
  ["--subnet-url", "https://a.b"],
  ["--discord-handle", "a"],
  ["--description", "d"],
  ["--logo-url", "https://a.b/c.png"],
  ["--additional-info", "more"],
].flat()

/** What the block that a command names has at the place that it names. */
function callNamedBy(node: Node, json: unknown): unknown {
  const { extrinsic_identifier } = json as { extrinsic_identifier: string }
  const [number, index] = extrinsic_identifier.split("-").map(Number)
  const block = node.chain.block(node.chain.hashByNumber(number ?? -1) ?? "0x")
  const bytes = block?.extrinsics[index ?? -1]
  return bytes && decodeExtrinsic(bytes).call
}

describe.skipIf(!client.ok)(titleOf("btcli 9.23.2", client), () => {
  const home = temporaryHome()
  let node: Node
  /** With a wallet, against the chain, answering in JSON. */
  let wallets: Command
  let chain: Command
  let both: Command

  beforeAll(async () => {
    node = await startChain()
    await openSubnet(node.url)
    const program = join(client.ok ? client.bin : "", "btcli")
    const path = ["--wallet-path", join(home.dir, "wallets")]
    const json = ["--json-output"]
    wallets = commandOf(program, home.env, [...path, ...json])
    chain = commandOf(program, home.env, ["--network", node.url, ...json])
    both = commandOf(program, home.env, [...path, "--network", node.url, ...json])
  })
  afterAll(async () => {
    await node?.close()
    home.remove()
  })

  it("makes wallets from development keys", async () => {
    const create = (name: string, uri: string) =>
      wallets(
        "wallet",
        "create",
        "--wallet-name",
        name,
        "--uri",
        uri,
        "--hotkey",
        "default",
        "--no-use-password",
      )
    const made = [await create("alice", "Alice"), await create("bob", "Bob")]
    expect(made.map(({ json }) => json)).toMatchObject([
      { success: true, data: { coldkey_ss58: alice, hotkey_ss58: alice } },
      { success: true, data: { coldkey_ss58: bob, hotkey_ss58: bob } },
    ])
  })

  it("reads subnets and prices", async () => {
    const [list, hyperparameters] = await Promise.all([
      chain("subnets", "list"),
      chain("subnets", "hyperparameters", "--netuid", "1"),
    ])
    expect(list.json).toMatchObject({
      total_netuids: 2,
      subnets: {
        0: { subnet_name: "root" },
        1: { subnet_name: "apex", tempo: { sn_tempo: openTempo }, mechanisms: 1 },
      },
    })
    const of = (name: string) =>
      (hyperparameters.json as { hyperparameter: string; value: unknown }[]).find(
        (one) => one.hyperparameter === name,
      )
    expect(of("kappa")).toMatchObject({ value: 32_767 })
    expect(of("weights_rate_limit")).toMatchObject({ value: 0 })

    const [price, cost] = await Promise.all([
      chain("subnets", "price", "--netuids", "1", "--current"),
      chain("subnets", "burn-cost"),
    ])
    expect(price.json).toMatchObject({ 1: { stats: { symbol: "α", name: "apex" } } })
    expect(cost.json).toEqual({ burn_cost: { rao: 1_000_000_000_000, tao: 1000 }, error: "" })
  })

  it("transfers, and both balances show it", async () => {
    const before = await both("wallet", "balance", "--wallet-name", "alice")
    expect(before.json).toMatchObject({
      balances: { alice: { free: expect.closeTo(1_000_000, 2), staked: 0 } },
    })
    const sent = await both(
      "wallet",
      "transfer",
      "--wallet-name",
      "alice",
      "--dest",
      charlie,
      "--amount",
      "12.5",
      "--no-prompt",
    )
    expect(sent.json).toMatchObject({ success: true })
    expect(callNamedBy(node, sent.json)).toMatchObject({
      type: "Balances",
      value: {
        type: "transfer_keep_alive",
        value: { dest: { value: devAccounts.Charlie }, value: 12_500_000_000n },
      },
    })
    const [mine, theirs] = await Promise.all([
      both("wallet", "balance", "--wallet-name", "alice"),
      both("wallet", "balance", "--ss58", charlie),
    ])
    const free = (outcome: typeof mine) => (outcome.json as { totals: { free: number } }).totals.free
    expect(free(theirs)).toBe(1_000_012.5)
    expect(free(before) - free(mine)).toBeCloseTo(12.500_166_25, 8)
  })

  it("says that a transfer failed", async () => {
    const failed = await both("wallet", "transfer", ...bobsWallet, "--dest", alice, "--amount", "2000000")
    expect(failed.json).toEqual({ success: false, extrinsic_identifier: null })
  })

  it("registers a hotkey, once", async () => {
    const register = () => both("subnets", "register", "--netuid", "1", ...bobsWallet)
    expect((await register()).json).toMatchObject({ success: true, msg: "Registered on 1 with UID 1" })
    expect((await register()).json).toMatchObject({ success: true, msg: "Already registered" })
  })

  it("stakes and unstakes", async () => {
    const add = await both("stake", "add", "--netuid", "1", "--amount", "1000", ...bobsWallet, ...inTheClear)
    expect(add.json).toMatchObject({ staking_success: { 1: { [bob]: true } } })
    const staked = await stake()
    expect(staked).toMatchObject({ netuid: 1, subnet_name: "apex", registered: true, locked_tao: 0 })

    const remove = await both(
      "stake",
      "remove",
      "--netuid",
      "1",
      "--amount",
      "0.01",
      ...bobsWallet,
      ...inTheClear,
    )
    expect(remove.code, remove.output).toBe(0)
    const left = await stake()
    expect(left.stake_value).toBeLessThan(staked.stake_value)
  })

  it("stakes protected, as it does unless told otherwise", async () => {
    const first = node.chain.head().header.number + 1
    const add = await both(
      "stake",
      "add",
      "--netuid",
      "1",
      "--amount",
      "1",
      ...bobsWallet,
      "--no-safe-staking",
    )
    expect(add.json).toMatchObject({ staking_success: { 1: { [bob]: true } } })
    const seen: string[] = []
    for (let number = first; number <= node.chain.head().header.number; number++) {
      const state = node.chain.open(node.chain.hashByNumber(number) as `0x${string}`)
      for (const { phase, event } of system.Events.get(state))
        if (phase.type === "ApplyExtrinsic") seen.push(`${phase.value} ${event.value.type}`)
    }
    expect(seen).toEqual(expect.arrayContaining(["2 EncryptedSubmitted", "3 StakeAdded"]))
  })

  async function stake(): Promise<{ stake_value: number }> {
    const { json, output } = await both("stake", "list", "--wallet-name", "bob", "--no-prompt")
    expect(json, output).toMatchObject({ coldkey_address: bob, stake_info: { [bob]: [expect.anything()] } })
    return (json as { stake_info: Record<string, [{ stake_value: number }]> }).stake_info[bob]![0]
  }

  it("shows the wallet's neurons", async () => {
    const { json } = await both("wallet", "overview", "--wallet-name", "bob")
    expect(json).toMatchObject({
      subnets: [{ netuid: 1, neurons: [{ uid: 1, coldkey: "bob", hotkey_ss58: bob, active: true }] }],
    })
  })

  it("creates a subnet, whose owner sets what an owner may", async () => {
    const made = await both("subnets", "create", ...bobsWallet, "--no-mev-protection", ...identity)
    expect(made.json).toMatchObject({ success: true, netuid: 2 })
    const set = ["sudo", "set", "--netuid", "2", "--param", "immunity_period", "--value", "100"]
    expect((await both(...set, ...bobsWallet)).json).toMatchObject({ success: true })
    const { json } = await chain("sudo", "get", "--netuid", "2")
    expect(json).toContainEqual(expect.objectContaining({ hyperparameter: "immunity_period", value: 100 }))

    const others = await both(
      "sudo",
      "set",
      "--netuid",
      "1",
      "--param",
      "immunity_period",
      "--value",
      "9",
      ...bobsWallet,
    )
    expect(others.json).toMatchObject({
      success: false,
      err_msg: "This wallet doesn't own the specified subnet.",
    })
  })

  it("names the error of a subnet that has not started", async () => {
    const { json } = await both(
      "stake",
      "add",
      "--netuid",
      "2",
      "--amount",
      "1",
      ...bobsWallet,
      ...inTheClear,
    )
    expect(json).toMatchObject({
      staking_success: { 2: { [bob]: false } },
      error_messages: { 2: { [bob]: expect.stringContaining("SubtokenDisabled") } },
    })
  })

  it("misses, in `subnets show`, an entry that spec 461 does not have", async () => {
    const quiet = commandOf(join(client.ok ? client.bin : "", "btcli"), home.env, ["--network", node.url])
    const { output } = await quiet("subnets", "show", "--netuid", "1", "--no-prompt")
    expect(output).toContain("SubtensorModule.RootClaimType")
  })
})
