/**
 * What the image subnet does with miners over epochs: real axons and dendrite, the validator's own loop, and a chain in this process whose time
 * passes by the validator's rounds. They learn simple shapes rather than icons, so that training takes a second.
 */
import { createDevChain, type DevChain, readScenario } from "@taonet/dev"
import { type Clock, systemClock } from "@taonet/neuron/clock"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { seededRandom } from "@taonet/neuron/random"
import { sdkChain } from "@taonet/neuron/sdkChain"
import { burnedRegister, getMetagraph } from "@taonet/sdk/index"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { chainBook } from "../commitments.ts"
import type { ImageBackend } from "./backend.ts"
import { embeddedBackend } from "./backends/embedded.ts"
import { imageMiner } from "./miner.ts"
import { commitWhileTraining } from "./model/commit.ts"
import { fnv1a } from "./model/features.ts"
import { createTrainer, newTraining } from "./model/trainer.ts"
import { retrievalVerifier } from "./scoring/verifier.ts"
import { shapeSet } from "./testKit.ts"
import { imageValidator } from "./validator.ts"

const netuid = 2
const scenario = readScenario(`
subnets:
  - netuid: ${netuid}
    owner: Alice
    hyperparameters: { tempo: 10, immunity_period: 10, commit_reveal_weights_enabled: false, weights_set_rate_limit: 0 }
    validators: [{ name: judge, stake: 1000 }]
    miners: [{ name: broken }, { name: untrained }, { name: little }, { name: well }]
history: { epochs: 1 }
`)

const set = shapeSet()
/** Batches that each learns from; who is not named fails at every prompt. */
const steps: Readonly<Record<string, number>> = { untrained: 0, little: 12, well: 40, better: 150, late: 150 }
const broken: ImageBackend = {
  model: "broken",
  generate: () => Promise.reject(new Error("out of memory")),
  close: async () => {},
}

let chain: DevChain
let judged = 0
const closers: (() => unknown)[] = []
beforeAll(async () => {
  chain = await createDevChain({ scenario })
}, 60_000)
afterAll(async () => {
  for (const close of closers.splice(0)) await close()
  await chain?.close()
})

/** Trains, commits to what it learned, and serves as `name` until the tests end; resolves once the chain knows all of it. */
async function serve(name: string): Promise<void> {
  const ending = new AbortController()
  const { signal } = ending
  let onServed = (): void => {}
  const served = new Promise<void>((resolve) => {
    onServed = resolve
  })
  const running = imageMiner(
    {
      ...{ netuid, hotkey: hotkeyFromUri(`//${name}_hk`), signal, drainMs: 50 },
      // The chain refuses loopback addresses; clients read "any address" as this machine.
      advertise: { ip: "0.0.0.0" },
    },
    {
      backend: await backendOf(name, signal),
      chain: sdkChain(chain.client, chain.signer(`${name}_hk`)),
      log: (event) => void (event === "miner.served" && onServed()),
    },
  )
  closers.unshift(async () => {
    ending.abort()
    await running
  })
  await served
}

async function backendOf(name: string, signal: AbortSignal): Promise<ImageBackend> {
  const stepsMax = steps[name]
  if (stepsMax === undefined) return broken
  const { step, state } = createTrainer(set, newTraining(fnv1a(name)))
  while (state.steps < stepsMax) step()
  const training = { parameters: () => state.parameters, steps: () => state.steps }
  const { ss58: hotkey } = hotkeyFromUri(`//${name}_hk`)
  const book = chainBook(chain.client, netuid, chain.signer(`${name}_hk`))
  const { committed, done } = commitWhileTraining(
    { hotkey, stepsMax, everyMs: 100, signal },
    { training, book },
  )
  await done
  return embeddedBackend({ parameters: training.parameters, committed })
}

const join = (name: string) =>
  burnedRegister(chain.client, chain.signer("Bob"), { netuid, hotkey: chain.hotkey(name) })

/** Lets the validator judge for so many rounds, each of which an epoch follows. */
async function judge(rounds: number): Promise<void> {
  const ending = new AbortController()
  const dendrite = createDendrite({ hotkey: hotkeyFromUri("//judge_hk") })
  let left = rounds
  const clock: Clock = {
    ...systemClock,
    async sleep() {
      await chain.mineToEpoch(netuid)
      if (--left === 0) ending.abort()
    },
  }
  const failed: unknown[] = []
  await imageValidator(
    {
      ...{ netuid, hotkey: hotkeyFromUri("//judge_hk").ss58, signal: ending.signal },
      // One at a time, so that everybody is asked the same in every run.
      ...{ weightsEveryBlocks: 1, alpha: 0.4, concurrency: 1 },
    },
    {
      ...{ chain: sdkChain(chain.client, chain.signer("judge_hk")), dendrite, clock },
      random: seededRandom(`judgement ${judged++}`),
      scoring: {
        ...{ verifier: retrievalVerifier(set), book: chainBook(chain.client, netuid), secret: "epochs" },
        // Small pictures are soon drawn; models of so few are alike.
        ...{ challengesPerRound: 6, side: 16, kinBelow: 0.02 },
      },
      onRound: (round) => void (round.failed && failed.push(round)),
      log: (event, fields) => void (event.endsWith("Failed") && failed.push([event, fields])),
    },
  )
  await dendrite.close()
  expect(failed).toEqual([])
}

/** Shares of the miners' pay, in the order of the names. */
async function incentives(...names: string[]): Promise<number[]> {
  const { hotkeys, incentives: paid } = (await getMetagraph(chain.client, { netuid })) ?? expect.fail()
  return names.map((name) => (paid[hotkeys.indexOf(chain.hotkey(name))] ?? Number.NaN) / 65_535)
}

/** Some 4 s each on a quiet machine. */
const patience = 180_000

describe("miners over epochs", () => {
  it(
    "are paid in the order of what they have learned; what does not work earns nothing",
    async () => {
      await Promise.all(["broken", "untrained", "little", "well"].map(serve))
      await judge(4)
      const [well = 0, little = 0, untrained = 1, none] = await incentives(
        "well",
        "little",
        "untrained",
        "broken",
      )
      console.error(well, little, untrained)
      expect(well).toBeGreaterThan(little + 0.2)
      expect(little).toBeGreaterThan(untrained + 0.02)
      expect(untrained).toBeLessThan(well / 10)
      expect(none).toBe(0)
    },
    patience,
  )

  it(
    "are overtaken by a better one that joins later",
    async () => {
      await join("better")
      await serve("better")
      await judge(4)
      const [better = 0, well = 1, little = 0, none] = await incentives("better", "well", "little", "broken")
      console.error(better, well, little)
      expect(better).toBeGreaterThan(well + 0.05)
      expect(well).toBeGreaterThan(little + 0.1)
      expect(none).toBe(0)
    },
    patience,
  )

  it(
    "lose their place when they are broken and the subnet is full",
    async () => {
      const { hotkeys } = (await getMetagraph(chain.client, { netuid })) ?? expect.fail()
      const place = hotkeys.indexOf(chain.hotkey("broken"))
      // Full, and with as few neurons as it has, none is kept for the sake of their number.
      const full = { MaxAllowedUids: [[[netuid], hotkeys.length]], MinNonImmuneUids: [[[netuid], 0]] }
      await chain.setStorage({ SubtensorModule: full })
      await join("late")
      const after = (await getMetagraph(chain.client, { netuid }))?.hotkeys ?? expect.fail()
      expect(after).toHaveLength(hotkeys.length)
      expect(after[place]).toBe(chain.hotkey("late"))
      expect(after).not.toContain(chain.hotkey("broken"))
      // The place is worth something again.
      await serve("late")
      await judge(4)
      const [late = 0, better = 0, well = 1] = await incentives("late", "better", "well")
      console.error(late, better, well)
      expect(late).toBeGreaterThan(well)
      expect(Math.abs(late - better)).toBeLessThan(0.1)
    },
    patience,
  )
})
