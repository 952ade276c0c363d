import { readFile } from "node:fs/promises"
import { watchBooks } from "@taonet/runtime/invariants/index"
import { storage } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { describe, expect, it } from "vitest"
import { createDevChain } from "../createDevChain.ts"
import { loadScenario, readScenario, ScenarioError, seededGenesis } from "./index.ts"

const runtime = createRuntime(local)

function seeded(yaml: string) {
  const genesis = seededGenesis(runtime, readScenario(yaml, "demo.yaml"))
  return runtime.open(createOverlay(createMemoryStore(genesis)))
}

/** What a reader or the chain says of it. */
function complaint(yaml: string): string {
  try {
    seeded(yaml)
  } catch (error) {
    if (error instanceof ScenarioError) return error.message
    throw error
  }
  return "none"
}

describe("what comes out", () => {
  const everything = `
keys: hashed
startTime: 2026-03-01T00:00:00Z
balances: { Ferdie: 12.5, newcomer: 3 }
hyperparameters: { tx_rate_limit: 0 }
subnets:
  - netuid: 1
    miners: [{ name: Eve }]
  - owner: { name: Alice, stake: 50, weights: even }
    hyperparameters: { tempo: 7, liquid_alpha_enabled: true, alpha_values: { alpha_low: 20000, alpha_high: 50000 }, network_registration_allowed: false }
    validators:
      - &first { name: v1, stake: 100, weights: { m1: 3, 5: 1 }, axon: "[fd00::1]:9000" }
      - { <<: *first, name: v2, weights: { copy: v1, behind: 2 } }
    miners:
      - { name: m, count: 3, coldkey: Dave, quality: [80, 20], axon: "10.0.0.1:8000" }
root: [{ name: v1, stake: 500 }]
calls:
  - { call: System.remark, args: { remark: "0x00" } }
storage: { SubtensorModule: { NetworkRateLimit: 42 } }
`
  const state = seeded(everything)

  it("is a chain whose books add up", () => {
    const before = runtime.open(createOverlay(createMemoryStore(runtime.genesis())))
    expect(watchBooks(before).look(state, true)).toEqual([])
    expect(system.Number.get(state)).toBe(0)
    expect(system.Events.get(state)).toEqual([])
  })

  it("has everything that the file says", () => {
    const [, v1, v2, m1, m2, m3] = [0, 1, 2, 3, 4, 5].map((uid) => storage.Keys.get(state, 2, uid))
    expect(storage.SubnetworkN.get(state, 1)).toBe(2)
    expect(storage.Tempo.get(state, 2)).toBe(7)
    expect(storage.AlphaValues.get(state, 2)).toEqual([20_000, 50_000])
    expect(storage.NetworkRegistrationAllowed.get(state, 2)).toBe(false)
    expect([m1, m2, m3].map((hotkey) => storage.Axons.get(state, 2, hotkey!)?.port)).toEqual([
      8000, 8001, 8002,
    ])
    expect(storage.Axons.get(state, 2, v1!)).toMatchObject({ ip: (0xfd00n << 112n) | 1n, ip_type: 6 })
    expect(storage.Weights.get(state, 2, 0)).toEqual([
      [3, 65_535],
      [4, 65_535],
      [5, 65_535],
    ])
    expect(storage.Weights.get(state, 2, 1)).toEqual([
      [3, 65_535],
      [5, 21_845],
    ])
    expect(storage.Weights.get(state, 2, 2)).toEqual(storage.Weights.get(state, 2, 1))
    expect(storage.TotalHotkeyAlpha.get(state, v2!, 2)).toBeGreaterThan(60_000_000_000n)
    expect(storage.TotalHotkeyAlpha.get(state, v1!, 0)).toBe(500_000_000_000n)
    expect(storage.NetworkRateLimit.get(state)).toBe(42n)
  })

  it("leaves everybody what the file says, or what they had", () => {
    const tao = (account: string) =>
      Number(system.Account.get(state, account as `0x${string}`).data.free) / 1e9
    const genesis = new Map(local.genesis.balances)
    for (const [account, rao] of genesis) {
      const isFerdie = account === local.genesis.balances[5]?.[0]
      expect(tao(account)).toBe(isFerdie ? 12.5 : Number(rao) / 1e9)
    }
  })
})

it("is the same to the byte, on chains of any pace, and goes back to itself", async () => {
  const scenario = await loadScenario("weight-copiers")
  const short = { ...scenario, history: { ...scenario.history, epochs: 4 } }
  await using one = await createDevChain({ scenario: short, blockTime: "manual" })
  await using two = await createDevChain({ scenario: short, blockTime: 60_000 })
  expect(two.head()).toEqual(one.head())
  const start = await one.snapshot()
  const { stateRoot } = one.node.chain.head().header
  await one.call(one.hotkey("honest1"), {
    SubtensorModule: { set_weights: { netuid: 2, dests: [5], weights: [1], version_key: 0 } },
  })
  expect(one.node.chain.head().header.stateRoot).not.toBe(stateRoot)
  await one.revert(start)
  expect(one.node.chain.head().header.stateRoot).toBe(stateRoot)
})

it("has a schema for editors that knows the same fields", async () => {
  const path = new URL("../../scenarios/scenario.schema.json", import.meta.url)
  const { properties, $defs } = JSON.parse(await readFile(path, "utf8"))
  const known = (yaml: string) => complaint(yaml).split("there are ").at(-1)?.split(", ").sort()
  const keys = (value: object) => Object.keys(value).sort()
  expect(known("x: 1")).toEqual(keys(properties))
  expect(known("subnets: [{ x: 1 }]")).toEqual(keys($defs.subnet.properties))
  expect(known("subnets: [{ owner: { x: 1 } }]")).toEqual(
    keys($defs.subnet.properties.owner.anyOf[1].properties),
  )
  expect(known("subnets: [{ owner: A, miners: [{ x: 1 }] }]")).toEqual(keys($defs.neurons.items.properties))
  expect(known("root: [{ x: 1 }]")).toEqual(keys(properties.root.items.properties))
  expect(known("calls: [{ x: 1 }]")).toEqual(keys(properties.calls.items.properties))
  expect(known("history: { x: 1 }")).toEqual(keys(properties.history.properties))
})

it.each(["one-subnet", "large", "weight-copiers", "liquid-alpha"])(
  "has a ready scenario %s",
  async (name) => {
    const { subnets } = await loadScenario(name)
    expect(subnets.length).toBeGreaterThan(0)
  },
)

describe("what is wrong is named with line and field", () => {
  const subnet = (more: string) => `subnets:\n  - owner: Alice\n    ${more.replaceAll("\n", "\n    ")}\n`
  it.each([
    ["a: [1", "demo.yaml:1: this is no YAML"],
    ["", "demo.yaml:1: the file is empty"],
    ["- 1", "demo.yaml:1: a map with keys, startTime"],
    ["subnets: 3", 'demo.yaml:1: subnets: a list is needed, not "3"'],
    ["keys: derived\nsubnet: []", "demo.yaml:2: subnet: there is no such field; there are keys"],
    ["subnets:\n  - tempo: 1", "demo.yaml:2: subnets[0].tempo: there is no such field"],
    [
      "subnets:\n  - netuid: 5\n    owner: Alice",
      "demo.yaml:2: subnets[0].netuid: subnets get their numbers in order: the next is 2, not 5",
    ],
    ["subnets:\n  - miners: []", "demo.yaml:2: subnets[0]: owner is missing"],
    [
      subnet("miners:\n- { name: a }\n- { name: a }"),
      'demo.yaml:5: subnets[0].miners[1]: this subnet has a neuron "a" already',
    ],
    [
      subnet("miners:\n- { name: a, stake: -1 }"),
      "demo.yaml:4: subnets[0].miners[0].stake: an amount of TAO is needed",
    ],
    [
      subnet("miners:\n- { name: a, axon: 1.2.3.4 }"),
      "demo.yaml:4: subnets[0].miners[0].axon: an address as 10.0.0.1:8091",
    ],
    [
      subnet("validators:\n- name: v\n  weights: { nobody: 1 }"),
      'demo.yaml:5: subnets[0].validators[0].weights.nobody: no neuron of this subnet is named "nobody"; there are Alice, v',
    ],
    [
      subnet("validators:\n- name: v\n  weights: { 7: 1 }"),
      "demo.yaml:5: subnets[0].validators[0].weights.7: this subnet has uids 0 to 1, not 7",
    ],
    [
      subnet("validators:\n- name: v\n  weights: { copy: w }"),
      'weights.copy: no neuron of this subnet is named "w"',
    ],
    [
      subnet("hyperparameters:\n  tempoo: 3"),
      "demo.yaml:4: subnets[0].hyperparameters.tempoo: there is no such hyperparameter",
    ],
    [
      subnet("hyperparameters:\n  tempo: fast"),
      "demo.yaml:4: subnets[0].hyperparameters.tempo: call.AdminUtils.sudo_set_tempo.tempo: a whole number is needed",
    ],
    [
      subnet("hyperparameters:\n  max_allowed_uids: 9999"),
      "demo.yaml:4: subnets[0].hyperparameters.max_allowed_uids: AdminUtils.sudo_set_max_allowed_uids was refused: AdminUtils.",
    ],
    [
      subnet("miners:\n- { name: m, count: 300 }"),
      'demo.yaml:4: subnets[0].miners[0]: "m256" would have uid 256, but subnet 2 has room for 256',
    ],
    [
      subnet('miners:\n- { name: m, axon: "127.0.0.1:80" }'),
      "SubtensorModule.serve_axon was refused: SubtensorModule.InvalidIpAddress",
    ],
    [
      "root:\n  - { name: v, stake: 30_000_000 }",
      "demo.yaml:2: root[0].stake: there are never more than 21000000 TAO",
    ],
    [
      "calls:\n  - { as: Alice, call: Balances.nothing }",
      'demo.yaml:2: calls[0]: call.Balances: there is no variant "nothing"',
    ],
    ["calls:\n  - { as: Bob, call: Sudo.sudo_unchecked_weight }", "demo.yaml:2: calls[0]"],
    ["storage:\n  Nope: {}", "demo.yaml:2: storage: values.Nope: there is no pallet"],
    ["history: { epochs: 3 }", "demo.yaml:1: history.epochs: there is no subnet"],
    [
      `${subnet("miners: []")}history:\n  epochs: 2\n  changes: [{ epoch: 3, validator: Alice, weights: even }]`,
      "demo.yaml:6: history.changes[0].epoch: a whole number from 1 to 2 is needed",
    ],
  ])("%j", (yaml, message) => {
    expect(complaint(yaml)).toContain(message)
  })

  it("names the change of the history that the chain refuses", async () => {
    const scenario = readScenario(
      `${subnet("hyperparameters: { tempo: 5, commit_reveal_weights_enabled: true }\nvalidators: [{ name: v, stake: 10 }]")}history:
  epochs: 2
  changes:
    - { epoch: 2, validator: v, weights: { 0: 1 } }`,
      "demo.yaml",
    )
    await expect(createDevChain({ scenario: { ...scenario, keys: "hashed" } })).rejects.toThrow(
      'demo.yaml:8: history.changes[0]: "v" could not set weights before epoch 2: SubtensorModule.CommitRevealEnabled',
    )
  })

  it("says that a file is not there", async () => {
    await expect(loadScenario("/nowhere/x.yaml")).rejects.toThrow("/nowhere/x.yaml:0: there is no such file")
  })
})
