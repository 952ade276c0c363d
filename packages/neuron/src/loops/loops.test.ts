import { afterEach, describe, expect, it } from "vitest"
import type { Axon } from "../axon/axon.ts"
import type { ChainClient, NeuronInfo, SubnetView } from "../chain.ts"
import type { Clock } from "../clock.ts"
import { createDendrite } from "../dendrite/dendrite.ts"
import { hotkeyFromUri } from "../hotkey.ts"
import { seededRandom } from "../random.ts"
import { neuronInfo } from "../testKit.ts"
import type { SavedMemory, ScoreStore } from "./memory.ts"
import { runMiner } from "./runMiner.ts"
import { type RoundReport, runValidator, type ScoreMiner, type ValidatorOptions } from "./runValidator.ts"
import { createScores, weightsOf } from "./scores.ts"

const names = ["//Alice", "//Bob", "//Charlie", "//Dave"]
const keys = names.map((name) => hotkeyFromUri(name))
const neuron = (uid: number, port: number | undefined): NeuronInfo =>
  neuronInfo(keys[uid]?.ss58 ?? `hotkey ${uid}`, {
    ...{ uid, validatorPermit: uid === 0 },
    axon: port === undefined ? undefined : { ip: "127.0.0.1", port, protocol: 4 },
  })

/** A chain of plain objects: `view` may be changed, and calls told to fail. */
function fakeChain(view: SubnetView) {
  const chain = { view, failing: false, weights: [] as { uids: number[]; weights: number[] }[], served: 0 }
  const guard = (): void => {
    if (chain.failing) throw new Error("chain is away")
  }
  const client: ChainClient = {
    subnetView: async () => {
      guard()
      return chain.view
    },
    serveAxon: async ({ ip, port }) => {
      guard()
      chain.served++
      const self = chain.view.neurons[1]
      if (self !== undefined) self.axon = { ip, port, protocol: 4 }
    },
    setWeights: async ({ uids, weights }) => {
      guard()
      chain.weights.push({ uids, weights })
    },
    blockNumber: async () => chain.view.block,
    close: async () => {},
  }
  return Object.assign(chain, { client })
}

/** Sleeping moves time on and lets the world react; nothing waits. */
function fakeClock(onSleep: (now: number) => void): Clock {
  let now = 0
  return {
    unixNanoseconds: () => BigInt(Math.round(now * 1e6)),
    milliseconds: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds
      onSleep(now)
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

describe("validator loop", () => {
  const dendrite = createDendrite({ hotkey: keys[0] ?? hotkeyFromUri("//Alice") })
  async function run(
    rounds: number,
    scoreMiner: ScoreMiner,
    more: Partial<ValidatorOptions> = {},
    chain = network(),
    store?: ScoreStore,
  ) {
    const stop = new AbortController()
    const reports: RoundReport[] = []
    const logged: string[] = []
    let slept = 0
    const clock = fakeClock(() => {
      chain.view.block += 5
      if (++slept === rounds) stop.abort()
      if (slept === 4) chain.failing = false
    })
    const options = { netuid: 1, hotkey: keys[0]?.ss58 ?? "", alpha: 0.5, signal: stop.signal, ...more }
    await runValidator(options, {
      chain: chain.client,
      dendrite,
      scoreMiner,
      ...(store && { store }),
      clock,
      random: seededRandom("loop"),
      log: (event) => logged.push(event),
      onRound: (report) => reports.push(report),
    })
    return { reports, logged, chain }
  }
  const network = () =>
    fakeChain({
      netuid: 1,
      block: 0,
      tempo: 10,
      neurons: [0, 1, 2, 3].map((uid) => neuron(uid, uid === 3 ? undefined : 1)),
    })
  const quality: ScoreMiner = async ({ uid }) => ({ score: uid === 1 ? 1 : 0.5, detail: {} })

  it("weighs miners by quality every tempo, never itself nor who serves nothing", async () => {
    const { chain, reports } = await run(6, quality)
    expect(chain.weights).toEqual(Array(3).fill({ uids: [1, 2], weights: [65_535, 16_384] }))
    expect(reports.map(({ weights }) => weights !== undefined)).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
    ])
  })

  it("averages scores and starts afresh when a uid changes hands", async () => {
    let round = 0
    const chain = network()
    const { reports } = await run(
      4,
      async ({ uid, hotkey }) => {
        if (uid === 2 && ++round === 2) {
          const other = chain.view.neurons[2]
          if (other !== undefined) other.hotkey = "new owner"
        }
        return { score: hotkey === "new owner" ? 1 : 0.2, detail: {} }
      },
      {},
      chain,
    )
    const averages = reports.map(({ scored }) => scored.find(({ uid }) => uid === 2)?.average)
    expect(averages[0]).toBeCloseTo(0.2)
    expect(averages[2]).toBe(1)
  })

  it("takes turns when it cannot challenge all, and waits with weights until all had theirs", async () => {
    const { reports } = await run(4, quality, { minersPerRound: 1 })
    const turns = reports.map(({ scored }) => scored[0]?.uid)
    expect(new Set(turns.slice(0, 2))).toEqual(new Set([1, 2]))
    expect(new Set(turns.slice(2))).toEqual(new Set([1, 2]))
    expect(reports.map(({ weights }) => weights !== undefined)).toEqual([false, true, false, true])
  })

  it("survives a failing scorer, which costs no miner its score, and a chain that goes away", async () => {
    const chain = network()
    let round = 0
    const { reports } = await run(
      6,
      async (miner, context) => {
        if (miner.uid === 2) throw new Error("our model failed")
        round++
        chain.failing = round === 2
        return quality(miner, context)
      },
      {},
      chain,
    )
    // The chain goes away within round 1 and comes back for round 4: two rounds are lost, nothing else.
    expect(reports.map((report) => report.round)).toEqual([0, 1, 4, 5])
    const [uid1] = [{ uids: [1], weights: [65_535] }]
    expect(reports.map(({ weights }) => weights)).toEqual([uid1, undefined, uid1, undefined])
  })

  it("lets a round that failed on our side change nothing", async () => {
    const chain = network()
    const { reports } = await run(
      6,
      async (miner, context) => {
        const round = chain.view.block / 5
        // Round 2: our line is down, and nobody answers. Round 3: our judge is broken. Round 4: one miner is down.
        if (round === 2) return { score: 0, detail: {} }
        if (round === 3) throw new Error("our judge is broken")
        if (round === 4 && miner.uid === 2) return { score: 0, detail: {} }
        return quality(miner, context)
      },
      {},
      chain,
    )
    expect(reports.map(({ failed }) => failed)).toEqual([
      undefined,
      undefined,
      "silence",
      "scoring",
      undefined,
      undefined,
    ])
    const averages = reports.map(({ scored }) => scored.find(({ uid }) => uid === 2)?.average)
    expect(averages.slice(0, 4)).toEqual([0.5, 0.5, 0.5, undefined])
    expect(averages[4]).toBeLessThan(0.5)
    expect(chain.weights).toHaveLength(2)
    expect(reports.map(({ weights }) => weights !== undefined)).toEqual([
      true,
      false,
      false,
      false,
      true,
      false,
    ])
  })

  it("goes on after a restart with the same averages and turns, and sets weights no sooner", async () => {
    let kept: SavedMemory | undefined
    const store: ScoreStore = {
      load: async () => kept,
      save: async (memory) => {
        kept = memory
      },
    }
    const chain = network()
    await run(1, quality, { weightsEveryBlocks: 12 }, chain, store)
    const answers: ScoreMiner = async ({ uid }) => ({ score: uid === 1 ? 0.4 : 0.5, detail: {} })
    const { reports } = await run(3, answers, { weightsEveryBlocks: 12 }, chain, store)
    expect(reports.map(({ round }) => round)).toEqual([1, 2, 3])
    expect(reports[0]?.scored.find(({ uid }) => uid === 1)?.average).toBeCloseTo(0.6)
    expect(reports.map(({ weights }) => weights !== undefined)).toEqual([false, false, true])
  })

  it("goes on without a store that fails", async () => {
    const broken: ScoreStore = {
      load: () => Promise.reject(new Error("no disk")),
      save: () => Promise.reject(new Error("no disk")),
    }
    const { reports } = await run(2, quality, {}, network(), broken)
    expect(reports).toHaveLength(2)
  })

  it("tries again in the next round when weights were refused, and tells the wait for a permit from a failure", async () => {
    const chain = network()
    const refusals = ["SubtensorModule.NeuronNoValidatorPermit: …", "chain is away"]
    const { setWeights } = chain.client
    chain.client.setWeights = async (weights) => {
      const refusal = refusals.shift()
      if (refusal !== undefined) throw new Error(refusal)
      await setWeights(weights)
    }
    const { reports, logged } = await run(3, quality, {}, chain)
    expect(reports.map(({ weights }) => weights !== undefined)).toEqual([false, false, true])
    expect(logged.filter((event) => /noPermit|weights/.test(event))).toEqual([
      ...["validator.noPermit", "validator.weightsFailed", "validator.weightsSet"],
    ])
  })

  it("sets no weights when nobody earned any", async () => {
    const { chain } = await run(4, async () => ({ score: 0, detail: {} }))
    expect(chain.weights).toEqual([])
  })
})

describe("miner loop", () => {
  const stops: AbortController[] = []
  afterEach(() => {
    for (const stop of stops.splice(0)) stop.abort()
  })

  it("serves, tells the chain once it is reachable, tells it again when it forgot, and stops", async () => {
    const chain = fakeChain({
      netuid: 1,
      block: 0,
      tempo: 10,
      neurons: [0, 1].map((uid) => neuron(uid, undefined)),
    })
    chain.failing = true
    const stop = new AbortController()
    stops.push(stop)
    let slept = 0
    const waits: number[] = []
    let last = 0
    const clock = fakeClock((now) => {
      waits.push(now - last)
      last = now
      slept++
      if (slept === 3) chain.failing = false
      const self = chain.view.neurons[1]
      if (slept === 5 && self !== undefined) self.axon = undefined
      if (slept === 7) stop.abort()
    })
    let axon: Axon | undefined
    const hotkey = keys[1] ?? hotkeyFromUri("//Bob")
    await runMiner(
      { netuid: 1, hotkey, routes: [], signal: stop.signal, retryMs: 10, checkEveryMs: 100 },
      { chain: chain.client, clock, onListening: (listening) => (axon = listening) },
    )
    expect(waits).toEqual([10, 20, 40, 100, 100, 100, 100])
    expect(chain.served).toBe(2)
    expect(chain.view.neurons[1]?.axon?.port).toBe(axon?.port)
    await expect(fetch(`${axon?.url}/`)).rejects.toThrow()
  })

  it("fails at once when its port is taken", async () => {
    const chain = fakeChain({
      netuid: 1,
      block: 0,
      tempo: 10,
      neurons: [neuron(0, undefined), neuron(1, undefined)],
    })
    const stop = new AbortController()
    stops.push(stop)
    const hotkey = keys[1] ?? hotkeyFromUri("//Bob")
    const port = await new Promise<number>((resolve) => {
      void runMiner(
        { netuid: 1, hotkey, routes: [], signal: stop.signal },
        { chain: chain.client, onListening: (axon) => resolve(axon.port) },
      )
    })
    const second = runMiner(
      { netuid: 1, hotkey, routes: [], port, signal: stop.signal },
      { chain: chain.client },
    )
    await expect(second).rejects.toMatchObject({ code: "EADDRINUSE" })
  })
})

describe("scores", () => {
  it("starts with plain means and then forgets the old", () => {
    const scores = createScores(0.1)
    scores.record("a", 1)
    expect(scores.average("a")).toBe(1)
    scores.record("a", 0)
    expect(scores.average("a")).toBeCloseTo(0.9 / 1.9)
    expect(() => scores.record("a", Number.NaN)).toThrow(RangeError)
  })

  it("leaves out weights that round to nothing", () => {
    const average = (hotkey: string) => ({ good: 1, bad: 0.001 })[hotkey]
    const neurons = ["good", "bad", "unknown"].map((hotkey, uid) => ({ uid, hotkey }))
    expect(weightsOf({ average }, neurons, 2)).toEqual({ uids: [0], weights: [65_535] })
  })
})
