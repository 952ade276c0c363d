/** The published Python SDKs, unmodified, against the node: values, events, fees and errors as they see them. */
import type { Node } from "@taonet/node/index"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { waitForClients } from "../support/deadlines.ts"
import { titleOf } from "../support/environments.ts"
import { bittensor10, bittensor11, temporaryHome } from "./environments.ts"
import { runScenario, type Scenario } from "./scenario.ts"
import { startChain } from "./testChain.ts"

waitForClients()
const client11 = await bittensor11()
const client10 = await bittensor10()

const tao = 1_000_000_000
const zeroAddress = "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM"
const charlie = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y"
const bobHotkey = "5CS3j9wEaMEt5tpEkF17ZVY8DCkLjrmkj3LxGnKzodS4ccoM"
const paid = ["Balances.Deposit", "TransactionPayment.TransactionFeePaid"]

describe.skipIf(!client11.ok)(titleOf("Python bittensor 11.3.0", client11), () => {
  const of = scenario(client11.ok ? client11.python : "", "scenario_v11.py")
  reads(of)
  transfers(of)
  errors(of, "FundsUnavailable")
  registration(of)
  staking(of)
  weights(of)

  it("connects", () => {
    expect(of("connect")).toEqual({ spec: 461, fast: true, symbols: { 0: "Τ", 1: "α" } })
  })
  it("reads the subnets and the metagraph", () => {
    const burn = of("subnets") as unknown as { burn: number }[]
    expect(burn).toEqual([
      { netuid: 0, tempo: 100, neurons: 0, burn: burn[0]?.burn },
      { netuid: 1, tempo: 100, neurons: 1, burn: burn[0]?.burn },
    ])
    expect(of("metagraph")).toMatchObject({
      name: "apex",
      symbol: "α",
      tempo: 100,
      owner: zeroAddress,
      max_uids: 256,
      price: 1,
      hotkeys: [zeroAddress],
      stakes: [tao],
    })
  })
  it("has every typed read of the client", () => {
    expect(of("every_read")).toEqual({ done: 102, failed: {} })
  })
  it("takes a signature made elsewhere", () => {
    expect(of("sign_elsewhere")).toMatchObject({ success: true, taken: tao })
  })
  it("refuses a sudo by anybody else in the pool, and a transfer of nothing", () => {
    expect(of("sudo_without_right")).toMatchObject({ success: false, error: "BadSigner" })
    expect(of("transfer_without_funds")).toMatchObject({ success: false, error: "Payment" })
  })
  it("shows weights as fractions", () => {
    expect(of("set_weights")).toMatchObject({ epoch: true, weights: { 1: { 2: 1 } } })
  })
  it("streams heads without a gap", () => {
    expect(of("asynchronous")).toMatchObject({ steps: [1, 1], balances: [expect.any(Number), 2000 * tao] })
  })
})

describe.skipIf(!client10.ok)(titleOf("Python bittensor 10.5.0", client10), () => {
  const of = scenario(client10.ok ? client10.python : "", "scenario_v10.py")
  reads(of)
  transfers(of)
  errors(of, "Token")
  registration(of)
  staking(of)
  weights(of)

  it("connects", () => {
    expect(of("connect")).toEqual({ chain: "Bittensor", fast: true, spec: 461 })
  })
  it("reads the subnets, the metagraph and the neurons", () => {
    expect(of("subnets")).toMatchObject({
      infos: [
        { netuid: 0, tempo: 100, n: 0 },
        { netuid: 1, tempo: 100, n: 1, owner: zeroAddress },
      ],
      dynamic: [
        { netuid: 0, price: tao, name: "root" },
        { netuid: 1, price: tao, name: "apex", symbol: "α" },
      ],
      exists: [true, true, false],
    })
    expect(of("metagraph")).toMatchObject({
      n: 1,
      uids: [0],
      hotkeys: [zeroAddress],
      stake: [1],
      info: [1, 256, 100],
    })
    expect(of("neurons")).toEqual([{ uid: 0, hotkey: zeroAddress, stake: tao, active: true }])
  })
  it("has every read of the client but those of other runtimes", () => {
    const { done, failed } = of("every_read") as { done: number; failed: Record<string, string> }
    expect(done).toBe(139)
    expect(failed).toEqual({
      // Names that spec 461 does not have (reference/client-surface.md).
      get_max_epochs_per_block: expect.stringContaining("MaxEpochsPerBlock"),
      get_proxy_filter: expect.stringContaining("get_proxy_filter"),
      get_root_claim_type: expect.stringContaining("RootClaimType"),
      // The client unpacks an entry that a subnet without stake flow does not have.
      get_ema_tao_inflow: expect.stringContaining("NoneType"),
    })
  })
  it("names what failed, with the fee that was taken", () => {
    expect(of("transfer_too_much")["message"]).toContain("FundsUnavailable")
    expect(of("stake_before_start")).toMatchObject({
      fee: expect.any(Number),
      events: [...charge, ...paid, "System.ExtrinsicFailed"],
    })
    expect(of("transfer_without_funds")["message"]).toContain("Inability to pay some fees")
    expect(of("weights_without_registration")["refused"]).toEqual([
      false,
      `Hotkey ${bobHotkey} not registered in subnet 1.`,
    ])
  })
  it("shows weights and bonds as matrices", () => {
    expect(of("set_weights")).toMatchObject({ weights: [[1, [[2, 65535]]]] })
    expect(of("incentive")).toMatchObject({
      weights: [
        [0, 0, 0],
        [0, 0, 1],
        [0, 0, 0],
      ],
      neuron: 1,
    })
  })
  it("reads concurrently", () => {
    expect(of("asynchronous")).toEqual({ passed: true, balances: [2000 * tao, 2000 * tao], n: 3 })
  })
})

/** Runs the whole scenario once, against a chain of its own. */
function scenario(python: string, script: string): Scenario["of"] {
  const home = temporaryHome()
  let node: Node | undefined
  let seen: Scenario | undefined
  beforeAll(async () => {
    node = await startChain()
    seen = await runScenario(python, script, [node.url, `${home.dir}/wallets`], home.env)
  })
  afterAll(async () => {
    await node?.close()
    home.remove()
  })
  return (step) => seen!.of(step)
}

const charge = ["Balances.Withdraw"]

function reads(of: Scenario["of"]) {
  it("sees blocks come", () => {
    const { first, reached } = of("blocks") as { first: number; reached: number | true }
    expect(reached === true || reached >= first + 2).toBe(true)
  })
  it("reads the balances of genesis, to the rao", () => {
    const rich = 1_000_000 * tao
    expect(of("balances")).toEqual({ "//Alice": rich, "//Bob": rich, "//Ferdie": 2000 * tao, "//Nobody": 0 })
  })
  it("reads the hyperparameters", () => {
    expect(of("hyperparameters")).toMatchObject({
      kappa: 32_767,
      tempo: 100,
      immunity_period: 4096,
      weights_rate_limit: 100,
      commit_reveal_weights_enabled: true,
      max_validators: 64,
      min_burn: 500_000,
    })
  })
}

function transfers(of: Scenario["of"]) {
  it("transfers: the balance falls by the amount and the fee of the event", () => {
    const { fee, estimate, ...rest } = of("transfer") as { fee: number; estimate: number }
    expect(rest).toMatchObject({ success: true, taken: 12.5 * tao, received: 12.5 * tao })
    expect(rest).toHaveProperty("events", [
      ...charge,
      "System.NewAccount",
      "Balances.Endowed",
      "Balances.Transfer",
      ...paid,
      "System.ExtrinsicSuccess",
    ])
    // The estimate is for an immortal transaction, a byte shorter.
    expect(fee - estimate).toBe(1)
  })
  it("finds the transfer in its block, and the balance before and after", () => {
    expect(of("transfer_in_block")).toMatchObject({
      call: "Balances.transfer_keep_alive",
      before: 12.5 * tao,
      after: 13.5 * tao,
    })
  })
}

function errors(of: Scenario["of"], tooMuch: string) {
  it("gets the documented error", () => {
    expect(of("transfer_too_much")).toMatchObject({ success: false, error: tooMuch })
    expect(of("transfer_without_funds")).toMatchObject({ success: false })
    expect(of("stake_before_start")).toMatchObject({ success: false, error: "SubtokenDisabled" })
    expect(of("weights_without_registration")).toMatchObject({
      success: false,
      error: "HotKeyNotRegisteredInSubNet",
    })
    expect(of("register_again")).toMatchObject({ success: false, error: "HotKeyAlreadyRegisteredInSubNet" })
  })
}

function registration(of: Scenario["of"]) {
  it("sets and starts a subnet through sudo", () => {
    expect(of("settings")).toMatchObject({ success: true, fee: 0, rate_limit: 0 })
    expect(of("start")).toMatchObject({ success: true, active: true })
    expect(of("start")["events"]).toContain("SubtensorModule.FirstEmissionBlockNumberSet")
    expect(of("tempo")).toMatchObject({ success: true, tempo: 10 })
  })
  it("registers a hotkey for the burn", () => {
    const { burn, taken, ...rest } = of("register") as { burn: number; taken: number }
    expect(rest).toMatchObject({ success: true, uid: 1 })
    expect(rest).toHaveProperty("events", expect.arrayContaining(["SubtensorModule.NeuronRegistered"]))
    // The price falls with every block from the reading to the inclusion, by half in 360.
    expect(taken).toBeLessThanOrEqual(burn)
    expect(taken).toBeGreaterThan(burn * 0.95)
    expect(of("register_miner")).toMatchObject({ success: true, uid: 2 })
  })
  it("registers a subnet for its cost, and its owner owns it", () => {
    const cost = 1000 * tao
    expect(of("register_subnet")).toMatchObject({
      success: true,
      cost,
      taken: cost,
      netuids: [0, 1, 2],
      owner: charlie,
    })
    expect(of("register_subnet")["events"]).toContain("SubtensorModule.NetworkAdded")
  })
  it("serves an axon", () => {
    expect(of("serve_axon")).toMatchObject({ success: true, fee: 0, axon: "8.8.4.4:8091" })
  })
}

function staking(of: Scenario["of"]) {
  it("stakes: TAO leaves the coldkey, alpha arrives on the hotkey", () => {
    const { positions, ...staked } = of("add_stake") as { positions: { stake: number }[] }
    expect(staked).toMatchObject({ success: true, taken: 100 * tao })
    expect(staked).toHaveProperty("events", expect.arrayContaining(["SubtensorModule.StakeAdded"]))
    expect(positions).toEqual([{ hotkey: bobHotkey, netuid: 1, stake: expect.any(Number) }])
    // 100 TAO for a pool of 10 and 10 buys at most ten elevenths of its alpha, and little less.
    expect(positions[0]?.stake).toBeGreaterThan(8.5 * tao)
    expect(positions[0]?.stake).toBeLessThan(9.1 * tao)
  })
  it("unstakes half an alpha", () => {
    const { before, after, taken, ...removed } = of("remove_stake") as Record<
      "before" | "after" | "taken",
      number
    >
    expect(removed).toMatchObject({ success: true })
    expect(removed).toHaveProperty("events", expect.arrayContaining(["SubtensorModule.StakeRemoved"]))
    expect(before - after).toBe(tao / 2)
    expect(-taken).toBeGreaterThan(30 * tao)
  })
}

function weights(of: Scenario["of"]) {
  it("sets weights after the epoch that gave the permit", () => {
    expect(of("set_weights")).toMatchObject({ success: true, fee: 0, permit: [true, true, false] })
    expect(of("set_weights")["events"]).toContain("SubtensorModule.WeightsSet")
  })
  it("sees the miner paid for it", () => {
    const { emission, ...scores } = of("incentive") as { emission: [number, number, number] }
    expect(scores).toMatchObject({ incentive: [0, 0, 1], dividends: [0, 1, 0] })
    expect(emission[0]).toBe(0)
    expect(emission[1]).toBeGreaterThan(0)
    expect(emission[2]).toBe(emission[1])
  })
}
