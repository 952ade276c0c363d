/** Crowdloans, proxies and locks with the commands that btcli 9.23.2 has for them, in one network. */
import type { State } from "@taonet/frame/state"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { encode } from "@taonet/primitives/scale/index"
import { RuntimeCall } from "@taonet/runtime/outer"
import { calls as balances } from "@taonet/runtime/pallets/balances/schema"
import { storage as crowdloan } from "@taonet/runtime/pallets/crowdloan/schema"
import { storage as proxy } from "@taonet/runtime/pallets/proxy/schema"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { btcli9, temporaryHome } from "../python-sdk/environments.ts"
import { runScenario, type Scenario } from "../python-sdk/scenario.ts"
import { openSubnet } from "../python-sdk/testChain.ts"
import { waitForClients } from "../support/deadlines.ts"
import { titleOf } from "../support/environments.ts"
import { startWatchedChain, type WatchedNode } from "../support/watchedChain.ts"
import { answerOf, createWallet, type Step, stepsFor } from "./commands.ts"

waitForClients()
const client = await btcli9()
const tao = 1_000_000_000n
const bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
const charlie = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y"
const dave = "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy"
const eve = "5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw"

function crowdloans(url: string, wallets: string): Step[] {
  const as = stepsFor(url, wallets)
  const loan = ["--deposit", "100", "--min-contribution", "1", "--cap", "1500", "--duration", "1000"]
  const lease = ["--subnet-lease", "--emissions-share", "30", "--lease-end-block", "5000"]
  const small = ["--deposit", "20", "--min-contribution", "1", "--cap", "100", "--duration", "60"]
  const give = (wallet: string, id: string, amount: string) =>
    as(`${wallet} gives ${amount} to ${id}`, wallet, "crowd", "contribute", "--id", id, "--amount", amount)
  return [
    as("create", "bob", "crowd", "create", ...loan, ...lease),
    give("charlie", "0", "900"),
    give("dave", "0", "700"),
    { step: "contributors", args: ["crowd", "contributors", "--id", "0", "--network", url, "--json-output"] },
    as("not mine", "charlie", "crowd", "finalize", "--id", "0"),
    as("finalize", "bob", "crowd", "finalize", "--id", "0"),
    as("create small", "bob", "crowd", "create", ...small, "--fundraising", "--target-address", eve),
    give("charlie", "1", "30"),
    give("dave", "1", "10"),
    { step: "end", rpc: [url, "dev_newBlock", [{ count: 60 }]] },
    give("charlie", "1", "5"),
    as("withdraw", "dave", "crowd", "withdraw", "--id", "1"),
    as("early", "bob", "crowd", "dissolve", "--id", "1"),
    as("refund", "bob", "crowd", "refund", "--id", "1"),
    as("dissolve", "bob", "crowd", "dissolve", "--id", "1"),
  ]
}

function proxies(url: string, wallets: string): Step[] {
  const as = stepsFor(url, wallets)
  const stake = [
    "stake",
    "add",
    "--netuid",
    "1",
    "--amount",
    "10",
    "--include-hotkeys",
    bob,
    "--no-mev-protection",
    "--unsafe",
  ]
  const send = ["wallet", "transfer", "--dest", eve, "--amount", "3"]
  const call = encode(
    RuntimeCall,
    balances.transfer_keep_alive.make({
      dest: { type: "Id", value: devAccounts.Eve },
      value: 3_000_000_000n,
    }),
  )
  const execute = [
    "proxy",
    "execute",
    "--proxy",
    dave,
    "--real",
    dave,
    "--delegate",
    charlie,
    "--call-hex",
    toHex(call),
  ]
  return [
    as("add", "bob", "proxy", "add", "--delegate", charlie, "--proxy-type", "Staking", "--delay", "0"),
    as("stakes", "charlie", ...stake, "--proxy", bob),
    as("sends", "charlie", ...send, "--proxy", bob),
    as("remove", "bob", "proxy", "remove", "--delegate", charlie, "--proxy-type", "Staking", "--delay", "0"),
    as("stakes later", "charlie", ...stake, "--proxy", bob),
    as("add late", "dave", "proxy", "add", "--delegate", charlie, "--proxy-type", "Transfer", "--delay", "5"),
    as("announce", "charlie", ...send, "--proxy", dave, "--announce-only"),
    as("too early", "charlie", ...execute),
    { step: "wait", rpc: [url, "dev_newBlock", [{ count: 5 }]] },
    as("execute", "charlie", ...execute),
    as("execute again", "charlie", ...execute),
    as("pure", "bob", "proxy", "create", "--proxy-type", "Any", "--delay", "0"),
  ]
}

function locks(url: string, wallets: string): Step[] {
  const as = stepsFor(url, wallets)
  const on = ["--netuid", "1"]
  return [
    as("lock", "bob", "lock", "add", ...on, "--hotkey-ss58", bob, "--amount", "0.01", "--mode", "decaying"),
    as("top up", "bob", "lock", "add", ...on, "--amount", "0.005"),
    as("perpetual", "bob", "lock", "mode", ...on, "--mode", "perpetual"),
    {
      step: "locks",
      args: [
        "lock",
        "list",
        "--wallet-name",
        "bob",
        "--wallet-path",
        wallets,
        "--network",
        url,
        "--json-output",
      ],
    },
  ]
}

describe.skipIf(!client.ok)(titleOf("btcli 9.23.2, people", client), () => {
  const home = temporaryHome()
  let seen: Scenario
  let state: State
  let node: WatchedNode

  beforeAll(async () => {
    node = await startWatchedChain({ blockTimeMs: "instant" })
    await openSubnet(node.url)
    const wallets = `${home.dir}/wallets`
    const as = stepsFor(node.url, wallets)
    const steps = [
      ...["Bob", "Charlie", "Dave"].map((uri) => createWallet(uri, wallets)),
      ...crowdloans(node.url, wallets),
      as("register", "bob", "subnets", "register", "--netuid", "1", "--hotkey", "default"),
      ...proxies(node.url, wallets),
      ...locks(node.url, wallets),
    ]
    const script = "../btcli/manyCommands.py"
    seen = await runScenario(client.ok ? client.python : "", script, [JSON.stringify(steps)], home.env)
    state = node.chain.open(node.chain.head().hash)
  })
  afterAll(async () => {
    await node?.close()
    home.remove()
  })

  const answer = (step: string) => answerOf(seen, step)
  const account = (who: Hex) => system.Account.get(state, who).data

  it("leaves books that add up, block after block", () => {
    expect(node.watched()).toEqual({ complaints: [], unseen: 0 })
  })
  it("raises a subnet's price and registers the subnet as a lease", () => {
    expect(answer("create")).toMatchObject({ success: true, data: { type: "subnet", emissions_share: 30 } })
    expect(answer("charlie gives 900 to 0")).toMatchObject({ success: true, data: { cap_reached: false } })
    expect(answer("dave gives 700 to 0")).toMatchObject({
      success: true,
      data: { contribution_amount: 500, adjusted: true, cap_reached: true },
    })
    expect(answer("contributors")).toMatchObject({
      data: { contributors: [{ address: charlie }, { address: dave }, { address: bob }], total_count: 3 },
    })
    expect(answer("not mine")).toMatchObject({ success: false })
    expect(answer("finalize")).toMatchObject({ success: true, data: { call_executed: true } })
    const lease = subtensor.SubnetLeases.get(state, 0)
    expect(lease).toMatchObject({
      beneficiary: devAccounts.Bob,
      netuid: 2,
      end_block: 5000,
      emissions_share: 30,
    })
    expect(subtensor.SubnetOwner.get(state, 2)).toBe(lease?.coldkey)
    expect(crowdloan.Crowdloans.get(state, 0)).toMatchObject({ finalized: true, raised: 1500n * tao })
    const shares = [...subtensor.SubnetLeaseShares.entries(state, 0)].map(([[, who], share]) => [
      who,
      Number(share) / 2 ** 64,
    ])
    expect(shares).toEqual([
      [devAccounts.Dave, 500 / 1500],
      [devAccounts.Charlie, 0.6],
    ])
  })
  it("gives everything back of one that failed", () => {
    expect(answer("create small")).toMatchObject({ success: true, data: { type: "fundraising" } })
    for (const step of ["charlie gives 30 to 1", "dave gives 10 to 1", "withdraw", "refund", "dissolve"])
      expect(answer(step), step).toMatchObject({ success: true })
    for (const step of ["charlie gives 5 to 1", "early"])
      expect(answer(step), step).toMatchObject({ success: false })
    expect(answer("refund")).toMatchObject({ data: { amount_refunded: 30 } })
    expect(answer("dissolve")).toMatchObject({ data: { total_dissolved: 20 } })
    expect(crowdloan.Crowdloans.get(state, 1)).toBeUndefined()
    expect([...crowdloan.Contributions.entries(state, 1)]).toEqual([])
  })
  it("stakes for another as a proxy, and does nothing else", () => {
    expect(answer("add")).toMatchObject({ success: true })
    expect(answer("stakes")).toMatchObject({ staking_success: { 1: { [bob]: true } } })
    // The command looks at the extrinsic, which succeeds whatever is inside. Nothing arrived.
    expect(answer("sends")).toMatchObject({ success: true })
    expect(answer("remove")).toMatchObject({ success: true })
    expect(answer("stakes later")).toMatchObject({
      staking_success: { 1: { [bob]: false } },
      error_messages: { 1: { [bob]: expect.stringContaining("NotProxy") } },
    })
  })
  it("executes what it announced, once its delay has passed", () => {
    for (const step of ["add late", "announce", "execute"])
      expect(answer(step), step).toMatchObject({ success: true })
    for (const step of ["too early", "execute again"])
      expect(answer(step), step).toMatchObject({
        success: false,
        message: expect.stringContaining("Unannounced"),
      })
    expect(account(devAccounts.Eve).free).toBe(2003n * tao)
    expect(proxy.Announcements.get(state, devAccounts.Charlie)).toEqual([[], 0n])
    expect(account(devAccounts.Charlie).reserved).toBe(0n)
  })
  it("creates an account that nobody has the key of", () => {
    const { data } = answer("pure") as { data: { pure: string; spawner: string } }
    expect(data).toMatchObject({ spawner: bob, pure: expect.stringMatching(/^5/) })
    expect(account(devAccounts.Bob).reserved).toBe((93n * tao) / 1000n)
  })
  it("locks alpha", () => {
    expect(answer("perpetual")).toMatchObject({ active_lock: true, target_mode: "perpetual" })
    expect(answer("locks")).toMatchObject({ locks: [{ netuid: 1, hotkey: bob, mode: "perpetual" }] })
    const { locked_mass } = subtensor.Lock.get(state, devAccounts.Bob, 1, devAccounts.Bob) ?? {}
    // 0.015, but for what decayed in the blocks between.
    expect(Number(locked_mass)).toBeGreaterThan(14_999_000)
    expect(Number(locked_mass)).toBeLessThanOrEqual(15_000_000)
    expect(subtensor.DecayingLock.get(state, devAccounts.Bob, 1)).toBe(false)
  })
})
