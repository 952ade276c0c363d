/**
 * The training contest as a mechanism of its own beside serving: the validator's own loops, the chain's own commitments and epochs. Only the wire is
 * a function call, and serving is marked by a table.
 */
import { createDevChain, type DevChain, readScenario } from "@taonet/dev"
import { type Clock, systemClock } from "@taonet/neuron/clock"
import type { Dendrite } from "@taonet/neuron/dendrite/types"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import type { SavedMemory, ScoreStore } from "@taonet/neuron/loops/memory"
import { runValidator, type ScoreMiner } from "@taonet/neuron/loops/runValidator"
import { sdkChain } from "@taonet/neuron/sdkChain"
import { encodeAddress } from "@taonet/primitives/ss58"
import { storageIndex } from "@taonet/runtime/pallets/subtensor/neurons/storageIndex"
import { getMetagraph, getStorage, serveAxon, submitCall } from "@taonet/sdk/index"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { chainBook, digestOf } from "../../commitments.ts"
import { toBytes } from "../../flatVector.ts"
import { trainingScorer } from "./scorer.ts"
import { createTraining } from "./training.ts"

const netuid = 2
const [serving, training] = [0, 1]
const miners = ["good", "fair", "copier", "late"] as const
type Miner = (typeof miners)[number]
/** Who serves well trains badly, so that nobody takes one row for the other. */
const served: Readonly<Record<Miner, number>> = { good: 0.2, fair: 0.9, copier: 0.5, late: 0.4 }

const scenario = readScenario(`
hyperparameters: { admin_freeze_window: 0 }
subnets:
  - netuid: ${netuid}
    owner: Alice
    hyperparameters: { tempo: 10, max_allowed_uids: 64, mechanism_count: 2, commit_reveal_weights_enabled: false, weights_set_rate_limit: 0 }
    validators: [{ name: judge, stake: 1000 }]
    miners: [${miners.map((name) => `{ name: ${name} }`).join(", ")}]
history: { epochs: 1 }
`)

let chain: DevChain
const shown = new Map<string, Uint8Array>()
const models = new Map<string, Float32Array>()
const addressOf = (name: string): string => encodeAddress(chain.hotkey(name))

beforeAll(async () => {
  for (const [name, steps] of [
    ["fair", 4],
    ["good", 14],
    ["late", 50],
  ] as const) {
    const options = { seed: name, length: 1 << 15, charactersPerStep: 3_000 }
    const { run, parameters } = await createTraining(options)
    await run(steps, new AbortController().signal)
    models.set(name, parameters)
  }
  chain = await createDevChain({ scenario })
  const owner = chain.signer("Alice")
  const { client } = chain
  const maybe_split = [52_428, 13_107]
  await submitCall(client, owner, "AdminUtils.sudo_set_mechanism_emission_split", { netuid, maybe_split })
  for (const name of miners)
    await serveAxon(client, chain.signer(`${name}_hk`), { netuid, ip: "10.0.0.1", port: 9_000 })
}, 120_000)
afterAll(() => chain?.close())

async function commit(name: Miner, model: Float32Array | undefined): Promise<void> {
  const bytes = toBytes(model ?? expect.fail())
  shown.set(addressOf(name), bytes)
  await chainBook(chain.client, netuid, chain.signer(`${name}_hk`)).commit(digestOf(addressOf(name), bytes))
}

const dendrite: Pick<Dendrite, "request" | "stream"> = {
  async request({ hotkey }) {
    const body = shown.get(hotkey) ?? new Uint8Array()
    return { status: 200, headers: {}, body, json: () => undefined, evidence: undefined, elapsedMs: 1 }
  },
  stream: () => Promise.reject(new Error("nothing streams here")),
}

const servingScorer: ScoreMiner = async ({ hotkey }) => {
  const name = miners.find((each) => addressOf(each) === hotkey) ?? expect.fail()
  return { score: served[name], detail: {} }
}

function inMemory(): ScoreStore {
  let saved: SavedMemory | undefined
  return {
    load: async () => saved,
    save: async (memory) => {
      saved = memory
    },
  }
}
const stores = [inMemory(), inMemory()]

/** One round of one of the validator's loops. */
async function round(mechid: number, scoreMiner: ScoreMiner): Promise<void> {
  const ending = new AbortController()
  const clock: Clock = { ...systemClock, sleep: async () => ending.abort() }
  const failed: unknown[] = []
  const hotkey = hotkeyFromUri("//judge_hk").ss58
  const limits = { alpha: 0.5, exponent: 1, weightsEveryBlocks: 1 }
  await runValidator(
    { netuid, hotkey, signal: ending.signal, ...limits, ...(mechid > 0 && { mechid }) },
    {
      ...{ chain: sdkChain(chain.client, chain.signer("judge_hk")), dendrite, clock, scoreMiner },
      store: stores[mechid] ?? expect.fail(),
      log: (event, fields) => void (event.endsWith("Failed") && failed.push([event, fields])),
    },
  )
  expect(failed).toEqual([])
}

async function judge(epochs: number): Promise<void> {
  const contest = trainingScorer({
    ...{ netuid, drawEveryBlocks: 5, characters: 3_000, barCharacters: 2_000 },
    book: chainBook(chain.client, netuid),
    chain: sdkChain(chain.client, chain.signer("judge_hk")),
  })
  for (let epoch = 0; epoch < epochs; epoch++) {
    await round(serving, servingScorer)
    await round(training, contest)
    await chain.mineToEpoch(netuid)
  }
}

/** Shares of a mechanism's pay, by name. */
async function incentives(mechid: number): Promise<Record<Miner, number>> {
  const paid = await getStorage(chain.client, "SubtensorModule.Incentive", [storageIndex(netuid, mechid)])
  const { hotkeys } = (await getMetagraph(chain.client, { netuid })) ?? expect.fail()
  const of = (name: Miner) => (paid?.[hotkeys.indexOf(chain.hotkey(name))] ?? 0) / 65_535
  return { good: of("good"), fair: of("fair"), copier: of("copier"), late: of("late") }
}

describe("a contest on mechanism 1", () => {
  it("pays trained models by their bits and a copy nothing, whatever serving pays", async () => {
    await commit("fair", models.get("fair"))
    await commit("good", models.get("good"))
    await chain.mine({ count: 6 })
    await commit("copier", models.get("good"))
    await chain.mine({ count: 6 })
    await judge(4)
    const paid = await incentives(training)
    expect(paid.good).toBeGreaterThan(paid.fair)
    expect(paid.fair).toBeGreaterThan(0)
    expect(paid).toMatchObject({ copier: 0, late: 0 })
    const served = await incentives(serving)
    expect(served.fair).toBeGreaterThan(served.copier)
    expect(served.copier).toBeGreaterThan(served.late)
    expect(served.late).toBeGreaterThan(served.good)
  })

  it("is overtaken by a better model that comes later, and serving does not move", async () => {
    const before = await incentives(serving)
    await commit("late", models.get("late"))
    await chain.mine({ count: 6 })
    await judge(5)
    const paid = await incentives(training)
    expect(paid.late).toBeGreaterThan(paid.good)
    expect(paid.good).toBeGreaterThan(paid.fair)
    expect(paid.copier).toBe(0)
    expect(await incentives(serving)).toEqual(before)
  })

  it("pays its fifth of the emission beside serving's four", async () => {
    const alphaOf = (name: Miner) =>
      getStorage(chain.client, "SubtensorModule.TotalHotkeyAlpha", [chain.hotkey(name), netuid])
    const before = [await alphaOf("late"), await alphaOf("copier")]
    await chain.mineToEpoch(netuid)
    const after = [await alphaOf("late"), await alphaOf("copier")]
    const [late = 0, copier = 0] = after.map((alpha, at) => Number((alpha ?? 0n) - (before[at] ?? 0n)))
    const [byServing, byTraining] = [await incentives(serving), await incentives(training)]
    const partOf = (name: Miner) => 0.8 * byServing[name] + 0.2 * byTraining[name]
    expect(late / copier).toBeCloseTo(partOf("late") / partOf("copier"), 2)
  })
})
