/** What the text subnet does with miners over epochs. The models are n-grams, so that twelve epochs take seconds. */
import { runValidator } from "@taonet/neuron/loops/runValidator"
import { seededRandom } from "@taonet/neuron/random"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openSubnet, type TestSubnet } from "../epochs.testkit.ts"
import type { TextBackend } from "./backend.ts"
import { lazyBackend } from "./backends/lazy.ts"
import { ngramBackend } from "./backends/ngram.ts"
import { buildCorpus } from "./corpus/corpus.ts"
import { textMiner } from "./miner.ts"
import { trainNgram } from "./ngram/model.ts"
import { ngramAuditor } from "./scoring/audit.ts"
import { textScorer } from "./validator.ts"

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

let subnet: TestSubnet
beforeAll(async () => {
  subnet = await openSubnet(["broken", "lazy", "weak"], ["better", "late"])
}, 60_000)
afterAll(() => subnet?.close())

const serve = (name: string) =>
  subnet.serve(name, (options, deps) =>
    textMiner(options, { ...deps, backend: (backends[name] ?? expect.fail())() }),
  )

const judge = (rounds: number) =>
  subnet.judge(rounds, (options, deps) =>
    runValidator(options, {
      ...deps,
      random: seededRandom(`round ${subnet.chain.head().number}`),
      scoreMiner: textScorer({ auditor: ngramAuditor(reader), mix: "facts", challengesPerRound: 6 }),
    }),
  )

describe("miners over epochs", { timeout: 120_000 }, () => {
  it("are paid in the order of their quality; what does not work earns nothing", async () => {
    await Promise.all(["broken", "lazy", "weak"].map(serve))
    await judge(4)
    const paid = await subnet.incentives()
    expect(paid["lazy"]).toBeGreaterThan((paid["weak"] ?? 1) + 0.2)
    expect(paid["weak"]).toBeGreaterThan(0)
    expect(paid["broken"]).toBe(0)
  })

  it("are overtaken by a better one that joins later", async () => {
    await subnet.join("better")
    await serve("better")
    await judge(4)
    const paid = await subnet.incentives()
    expect(paid["better"]).toBeGreaterThan(paid["lazy"] ?? 1)
    expect(paid["lazy"]).toBeGreaterThan(paid["weak"] ?? 1)
    expect(paid["broken"]).toBe(0)
  })

  it("lose their place when they are broken and the subnet is full", async () => {
    await subnet.joinWhenFull("late", "broken")
    // The place is worth something again.
    await serve("late")
    await judge(4)
    const paid = await subnet.incentives()
    expect(paid["late"]).toBeGreaterThan(paid["weak"] ?? 1)
    expect(Math.abs((paid["late"] ?? 0) - (paid["better"] ?? 0))).toBeLessThan(0.1)
  })
})
