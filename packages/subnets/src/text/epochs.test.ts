/**
 * What the text subnet does with miners over epochs: real axons and dendrite, the validator's own loop, and a chain in this process whose time
 * passes by the validator's rounds. The models are n-grams, so that twelve epochs take seconds.
 */
import { createDevChain, type DevChain, readScenario } from "@taonet/dev"
import { type Clock, systemClock } from "@taonet/neuron/clock"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { runValidator } from "@taonet/neuron/loops/runValidator"
import { seededRandom } from "@taonet/neuron/random"
import { sdkChain } from "@taonet/neuron/sdkChain"
import { burnedRegister, getMetagraph } from "@taonet/sdk/index"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { TextBackend } from "./backend.ts"
import { lazyBackend } from "./backends/lazy.ts"
import { ngramBackend } from "./backends/ngram.ts"
import { buildCorpus } from "./corpus/corpus.ts"
import { textMiner } from "./miner.ts"
import { trainNgram } from "./ngram/model.ts"
import { ngramAuditor } from "./scoring/audit.ts"
import { textScorer } from "./validator.ts"

const netuid = 2
const scenario = readScenario(`
subnets:
  - netuid: ${netuid}
    owner: Alice
    hyperparameters: { tempo: 10, immunity_period: 10, commit_reveal_weights_enabled: false, weights_set_rate_limit: 0 }
    validators: [{ name: judge, stake: 1000 }]
    miners: [{ name: broken }, { name: lazy }, { name: weak }]
history: { epochs: 1 }
`)

const corpus = buildCorpus()
const reader = trainNgram(corpus)
const backends: Readonly<Record<string, () => TextBackend>> = {
  better: () => ngramBackend(reader),
  late: () => ngramBackend(reader),
  lazy: () => lazyBackend(ngramBackend(reader)),
  weak: () => ngramBackend(trainNgram(corpus, 2)),
  broken: () => ({
    model: "broken",
    // biome-ignore lint/correctness/useYield: it fails before its first word
    async *generate() {
      throw new Error("out of memory")
    },
    close: async () => {},
  }),
}

let chain: DevChain
const closers: (() => unknown)[] = []
beforeAll(async () => {
  chain = await createDevChain({ scenario })
}, 60_000)
afterAll(async () => {
  for (const close of closers.splice(0)) await close()
  await chain?.close()
})

/** Serves as `name` until the tests end; resolves once the chain knows where. */
async function serve(name: string): Promise<void> {
  const ending = new AbortController()
  let onServed = (): void => {}
  const served = new Promise<void>((resolve) => {
    onServed = resolve
  })
  const running = textMiner(
    {
      ...{ netuid, hotkey: hotkeyFromUri(`//${name}_hk`), signal: ending.signal, drainMs: 50 },
      // The chain refuses loopback addresses; clients read "any address" as this machine.
      advertise: { ip: "0.0.0.0" },
    },
    {
      backend: (backends[name] ?? expect.fail())(),
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
  await runValidator(
    {
      ...{ netuid, hotkey: hotkeyFromUri("//judge_hk").ss58, signal: ending.signal },
      ...{ weightsEveryBlocks: 1, alpha: 0.4 },
    },
    {
      ...{ chain: sdkChain(chain.client, chain.signer("judge_hk")), dendrite, clock },
      random: seededRandom(`round ${chain.head().number}`),
      scoreMiner: textScorer({ auditor: ngramAuditor(reader), mix: "facts", challengesPerRound: 6 }),
      onRound: (round) => void (round.failed && failed.push(round)),
      log: (event, fields) => void (event.endsWith("Failed") && failed.push([event, fields])),
    },
  )
  await dendrite.close()
  expect(failed).toEqual([])
}

/** Share of the miners' pay by name; only who is there is named. */
async function incentives(...names: string[]): Promise<Record<string, number>> {
  const { hotkeys, incentives: paid } = (await getMetagraph(chain.client, { netuid })) ?? expect.fail()
  const found: Record<string, number> = {}
  for (const name of names) {
    const uid = hotkeys.indexOf(chain.hotkey(name))
    if (uid >= 0) found[name] = (paid[uid] ?? 0) / 65_535
  }
  return found
}

describe("miners over epochs", () => {
  it("are paid in the order of their quality; what does not work earns nothing", async () => {
    await Promise.all(["broken", "lazy", "weak"].map(serve))
    await judge(4)
    const paid = await incentives("broken", "lazy", "weak")
    expect(paid["lazy"]).toBeGreaterThan((paid["weak"] ?? 1) + 0.2)
    expect(paid["weak"]).toBeGreaterThan(0)
    expect(paid["broken"]).toBe(0)
  })

  it("are overtaken by a better one that joins later", async () => {
    await join("better")
    await serve("better")
    await judge(4)
    const paid = await incentives("better", "lazy", "weak", "broken")
    expect(paid["better"]).toBeGreaterThan(paid["lazy"] ?? 1)
    expect(paid["lazy"]).toBeGreaterThan(paid["weak"] ?? 1)
    expect(paid["broken"]).toBe(0)
  })

  it("lose their place when they are broken and the subnet is full", async () => {
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
    const paid = await incentives("late", "better", "weak")
    expect(paid["late"]).toBeGreaterThan(paid["weak"] ?? 1)
    expect(Math.abs((paid["late"] ?? 0) - (paid["better"] ?? 0))).toBeLessThan(0.1)
  })
})
