/** The whole network, in processes as `npm start` runs them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { fileURLToPath } from "node:url"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import type { SavedMemory } from "@taonet/neuron/loops/memory"
import { type Client, createClient, getBlockNumber, webSocketTransport } from "@taonet/sdk/index"
import { cachedModelFile } from "@taonet/subnets/text/llama/modelFile"
import {
  descendantsOf,
  eventually,
  freePortBase,
  isAlive,
  isPortFree,
  type ProcessInfo,
  report,
  type Started,
  startTaonet,
  takePort,
} from "taonet/testKit"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { waitForClients } from "../support/deadlines.ts"
import { npmEnvironment, titleOf } from "../support/environments.ts"
import { type Books, readBooks, steps } from "./books.ts"
import {
  completionOf,
  firstCompletion,
  incentives,
  neuronsOf,
  openAiClient,
  ranked,
  readStatus,
} from "./network.ts"

const openAi = await npmEnvironment("openai", fileURLToPath(new URL("../openai/node", import.meta.url)))
const model = await cachedModelFile()

waitForClients()

/** Ends what hangs. What is promised for a quiet machine is 10 s, and is reported; tests share theirs. */
const bootMsMax = 120_000
/** What does not stop by itself is killed after this, and said to be. */
const stopMsMax = 10_000
const neuronCount = 4

/** Nothing of what this machine has learned before, and nothing left of what it learns here. */
const cache = mkdtempSync(join(tmpdir(), "taonet-cache-"))
afterAll(() => rmSync(cache, { recursive: true, force: true }))

/** One subnet: what more of them do is in subnets.test.ts. */
const start = (base: number, ...args: string[]): Promise<Started> =>
  startTaonet(["--port-base", String(base), "--subnets", "text", ...args], {
    script: "scripts/start.mjs",
    env: { XDG_CACHE_HOME: cache },
  })

/** Nothing of it is left: no process, no port. */
async function expectGone(below: readonly ProcessInfo[] | undefined, base: number): Promise<void> {
  expect(below?.filter(({ pid }) => isAlive(pid))).toEqual(below && [])
  const ports = [0, 1, 2, 10, 11, 12].map((offset) => base + offset)
  expect(await Promise.all(ports.map(isPortFree))).toEqual(ports.map(() => true))
}

describe("a network without a language model", () => {
  let base: number
  let network: Started
  let client: Client

  beforeAll(async () => {
    base = await freePortBase(24_000)
    network = await start(base, "--no-model")
    await network.printed("Taonet is up.", bootMsMax)
    client = await createClient(await webSocketTransport(`ws://127.0.0.1:${base}`))
  })
  afterAll(async () => {
    await client?.transport.close()
    await network?.stop("SIGKILL")
  })

  it("answers soon, and names the miner that answered", async () => {
    const { text, minerUid } = await firstCompletion(base)
    const ms = network.elapsed()
    report("npm start --no-model, from process start to the first completion", ms)
    expect(ms).toBeLessThan(bootMsMax)
    expect(text).not.toBe("")
    expect([1, 2, 3]).toContain(minerUid)
    const { queries } = await readStatus(base)
    expect(queries[0]).toMatchObject({ netuid: 1, status: 200, minerUid })
    const names = (await neuronsOf(base)).map(({ name }) => name)
    expect(names.toSorted()).toEqual(["ngram-1", "ngram-4", "ngram-40", "nobody", "validator"])
  })

  it("tells people where everything is, and nobody a secret", () => {
    expect(network.stdout()).toContain(`ws://127.0.0.1:${base} `)
    expect(network.stdout()).toContain(`http://127.0.0.1:${base + 1}/v1/chat/completions`)
    expect(network.stdout()).toContain(`http://127.0.0.1:${base + 2}/`)
    const below = descendantsOf(network.pid)
    if (below) expect(below).toHaveLength(1 + neuronCount)
    const seen = `${below?.map(({ command }) => command).join("\n")}\n${network.stderr()}`
    expect(seen).not.toMatch(/\/\/(Alice|Bob)/)
  })

  it.skipIf(!openAi.ok)(titleOf("serves the unmodified OpenAI client", openAi), async () => {
    const openai = openAiClient(openAi.ok ? openAi.dir : "", base)
    const request = {
      model: "taonet-text",
      messages: [{ role: "user", content: "What is the capital of Italy?" }],
    }
    const { choices } = await openai.chat.completions.create(request)
    expect(choices[0].message.content).not.toBe("")
    let streamed = ""
    const stream = await openai.chat.completions.create({ ...request, stream: true })
    for await (const chunk of stream) streamed += chunk.choices[0]?.delta?.content ?? ""
    expect(streamed).not.toBe("")
    expect((await openai.models.list()).data.map(({ id }) => id)).toEqual(["taonet-text", "taonet-lexical"])
    const { choices: continued } = await openai.completions.create({
      ...{ model: "taonet-text", prompt: "Q: What is the capital of Italy?\nA:", max_tokens: 8 },
    })
    expect(continued[0].text).not.toBe("")
    const { data } = await openai.embeddings.create({ model: "taonet-lexical", input: ["a fox", "foxes"] })
    expect(data.map(({ embedding }) => embedding.length)).toEqual([384, 384])
  })

  it("pays the better miner more within a few epochs", async () => {
    const found = await ranked(base)
    const { chain, subnets } = await readStatus(base)
    const tempo = subnets.find(({ netuid }) => netuid === 1)?.tempo ?? 1
    report(
      `ranking ${found.map((share) => share.toFixed(3)).join(" > ")} after ${chain.block / tempo} epochs`,
      network.elapsed(),
    )
    expect(found.reduce((sum, share) => sum + share)).toBeCloseTo(1, 2)
    const [validator, ...more] = subnets.find(({ netuid }) => netuid === 1)?.agreement?.validators ?? []
    expect(validator?.weights).toHaveLength(3)
    expect(more).toEqual([])
    // The best one answers now, and knows the answer.
    expect((await completionOf(base, 1)).text).toBe("The capital of France is Paris.")
  })

  describe("its books", () => {
    let books: Books[]
    /** Of the local chain: what the accounts got in genesis, which the subnets' own count leaves out. */
    let uncounted: bigint

    beforeAll(async () => {
      const genesis = await readBooks(client, 0)
      if (!genesis) throw new Error("there is no genesis")
      uncounted = genesis.issuance.balances - genesis.issuance.subtensor
      const first = await eventually(async () => {
        const head = await getBlockNumber(client)
        return ((await readBooks(client, head))?.issuance.subtensor ?? 0n) > 0n ? head : undefined
      })
      // A whole epoch and more, weights included.
      books = []
      for (let block = first; block < first + 24; block++)
        books.push(await eventually(() => readBooks(client, block), { everyMs: 50 }))
    })

    it("hold what was issued, in both counts", () => {
      for (const { block, held, issuance } of books) {
        expect({ block, total: issuance.balances }).toEqual({ block, total: held })
        expect({ block, total: issuance.subtensor }).toEqual({ block, total: held - uncounted })
      }
    })

    it("grow in each block by its emission less the burned fees, all of it in the subnets' pools", () => {
      for (const { before, after } of steps(books)) {
        const { block } = after
        const injected = after.subnets.reduce((sum, { taoInjected }) => sum + taoInjected, 0n)
        expect({ block, grown: after.held - before.held }).toEqual({ block, grown: injected - after.fees })
        // What goes in with alpha and what buys alpha are floored apart: a rao may stay uncreated.
        const uncreated = before.nextEmission - injected
        expect({ block, uncreated: uncreated === 0n || uncreated === 1n }).toEqual({ block, uncreated: true })
        for (const [index, subnet] of after.subnets.entries())
          expect(subnet.taoReserve - (before.subnets[index]?.taoReserve ?? 0n)).toBe(subnet.taoInjected)
      }
      expect(books[0]?.nextEmission).toBe(1_000_000_000n)
    })

    it("give neurons at the epoch what was created for them since the last, down to a few rao of rounding", () => {
      let epochs = 0
      let last = { miners: 0n, owners: 0n }
      for (const { before, after } of steps(books)) {
        const [was, is] = [before.subnets[0], after.subnets[0]]
        if (!was || !is) throw new Error("subnet 1 is missing")
        const paid = is.staked - was.staked
        // What came to circulation, the chain's own purchases aside; the rest of what was created was recycled.
        const grown = is.alphaOut - was.alphaOut - (is.alphaKept - was.alphaKept)
        expect(grown <= is.alphaCreated).toBe(true)
        if (is.minersPending > 0n) {
          last = {
            miners: is.minersPending - was.minersPending,
            owners: is.ownerPending - was.ownerPending,
          }
          const validators = is.validatorsPending - was.validatorsPending
          expectRounding(grown - last.miners - validators - last.owners)
          // Root's part of a young subnet is recycled at once.
          expect(is.rootPending).toBe(0n)
          expect(paid).toBe(0n)
        } else {
          epochs++
          // This block's part is paid at once. Nobody owns the subnet: the owner's part is left out. The epoch gives miners half of all that
          // waits, which is less than was set aside for them while root's part is recycled: so does the real chain.
          const miners = was.minersPending + last.miners
          const validators = was.validatorsPending + grown - last.miners - last.owners
          expectRounding((miners + validators) / 2n + validators - paid)
        }
      }
      expect(epochs).toBeGreaterThan(0)
    })
  })

  it("keeps that order in later epochs", async () => {
    const [best = 0, middle = 0, worst = 0] = await incentives(base)
    expect(best).toBeGreaterThan(middle)
    expect(middle).toBeGreaterThan(worst)
  })

  it("starts a neuron that died again, and sends questions elsewhere meanwhile", async () => {
    const victim = descendantsOf(network.pid)?.find(({ command }) => command.includes(`--port ${base + 11}`))
    if (!victim) return
    process.kill(victim.pid, "SIGKILL")
    await eventually(() => network.stderr().includes("process.ended process=ngram-4") || undefined)
    expect((await firstCompletion(base)).minerUid).not.toBe(2)
    const next = await eventually(() =>
      descendantsOf(network.pid)?.find(({ command }) => command.includes(`--port ${base + 11}`)),
    )
    expect(next.pid).not.toBe(victim.pid)
    await eventually(async () => (await isPortFree(base + 11)) === false || undefined)
  })

  it("answers neither strangers nor other miners, but its own gateway", async () => {
    const miner = (await neuronsOf(base)).find(({ axon }) => axon?.port === base + 10)
    for (const caller of ["//Stranger", "//Bob//ngram-4"]) {
      const dendrite = createDendrite({ hotkey: hotkeyFromUri(caller) })
      const asked = dendrite.request(
        { hotkey: miner?.hotkey ?? "", ip: "127.0.0.1", port: base + 10 },
        { path: "/v1/chat/completions", body: Buffer.from("{}") },
      )
      await expect(asked).rejects.toMatchObject({ status: 403 })
      await dendrite.close()
    }
    expect((await firstCompletion(base)).text).not.toBe("")
  })

  it("stops cleanly on Ctrl-C", async () => {
    const below = descendantsOf(network.pid)
    const end = await network.stop("SIGINT")
    report("npm start, from Ctrl-C to its end", end.ms)
    expect(end).toMatchObject({ code: 0, signal: null })
    expect(network.stderr()).not.toContain("process.killed")
    await expectGone(below, base)
  })

  it("knows after a restart what its validator thought of the miners", async () => {
    const path = join(cache, "taonet", "scores", String(base), "1-validator.json")
    const saved = () => JSON.parse(readFileSync(path, "utf8")) as SavedMemory
    const before = saved()
    expect(before.scores.filter(({ samples }) => samples > 0)).toHaveLength(3)
    network = await start(base, "--no-model")
    const after = await eventually(() => (saved().round > before.round ? saved() : undefined), {
      timeoutMs: 240_000,
    })
    expect(network.stderr()).toContain(`validator.restored round=${before.round} miners=3 ours=true`)
    for (const { hotkey, samples } of before.scores)
      expect(after.scores.find((score) => score.hotkey === hotkey)?.samples).toBeGreaterThan(samples)
  })
})

/** One rao for each division between the block's alpha and a neuron's stake. */
function expectRounding(difference: bigint): void {
  expect(difference).toBeGreaterThanOrEqual(0n)
  expect(difference).toBeLessThan(100n)
}

describe("a network's end", () => {
  it("is clean while it is still starting", async () => {
    const base = await freePortBase(24_400)
    const network = await start(base, "--no-model")
    await eventually(
      () => descendantsOf(network.pid)?.some(({ command }) => command.includes(" miner ")) || undefined,
    )
    const below = descendantsOf(network.pid)
    expect(await network.stop("SIGINT")).toMatchObject({ code: 0 })
    await expectGone(below, base)
  })

  it("comes at once with a second Ctrl-C, when a process hangs", async () => {
    const base = await freePortBase(24_500)
    const network = await start(base, "--no-model")
    await network.printed("Taonet is up.", bootMsMax)
    const below = descendantsOf(network.pid)
    const hanging = below?.find(({ command }) => command.includes(" miner "))
    if (hanging) process.kill(hanging.pid, "SIGSTOP")
    process.kill(network.pid, "SIGINT")
    // Longer than a press that the terminal and npm both pass on.
    await new Promise((resolve) => setTimeout(resolve, 700))
    if (hanging) expect(isAlive(network.pid)).toBe(true)
    const { code, ms } = await network.stop("SIGINT")
    if (hanging) expect(code).toBe(130)
    expect(ms).toBeLessThan(stopMsMax / 2)
    await eventually(() => (below ?? []).every(({ pid }) => !isAlive(pid)) || undefined)
    await expectGone(below, base)
  })

  it("comes with the chain's, with a clear message and exit code 1; all log lines are JSON", async () => {
    const base = await freePortBase(24_600)
    const network = await start(base, "--no-model", "--json-logs", "--json")
    await network.printed("\n", bootMsMax)
    expect(JSON.parse(network.stdout())).toMatchObject({ gateway: `http://127.0.0.1:${base + 1}/v1` })
    await firstCompletion(base)
    const below = descendantsOf(network.pid)
    const chain = below?.find(({ command }) => command.includes(" dev "))
    if (!chain) return void (await network.stop())
    process.kill(chain.pid, "SIGKILL")
    expect(await network.ended).toMatchObject({ code: 1 })
    const lines = network
      .stderr()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    for (const line of lines)
      expect(line).toMatchObject({
        time: expect.any(String),
        name: expect.any(String),
        event: expect.any(String),
      })
    const said = new Set(lines.map(({ name }) => name))
    for (const name of ["taonet", `miner:${base + 10}`]) expect(said).toContain(name)
    expect(lines.map(({ event }) => event)).toEqual(
      expect.arrayContaining(["up", "gateway.query", "miner.listening"]),
    )
    expect(lines.filter(({ event }) => event === "failed")).toEqual([
      expect.objectContaining({ text: "the chain ended (SIGKILL), so everything stops" }),
    ])
    await expectGone(below, base)
  })

  it("comes at once when a port is taken, which it names", async () => {
    const taken = await takePort()
    const network = await start(taken.port - 1, "--no-model")
    expect(await network.ended).toMatchObject({ code: 1 })
    await taken.close()
    expect(network.stderr()).toBe(
      `taonet: port ${taken.port} (gateway) is taken; choose others with: npm start -- --port-base 20000\n`,
    )
  })
})

describe.skipIf(model === undefined)(
  `a network with the language model${model === undefined ? " (skipped: the model is not in the cache; npm start fetches it)" : ""}`,
  () => {
    let base: number
    let dataDir: string
    let network: Started

    beforeAll(async () => {
      base = await freePortBase(24_800)
      dataDir = mkdtempSync(join(tmpdir(), "taonet-e2e-"))
      mkdirSync(join(dataDir, "models"))
      symlinkSync(model ?? "", join(dataDir, "models", basename(model ?? "")))
      network = await start(base, "--data-dir", dataDir)
    })
    afterAll(async () => {
      await network?.stop("SIGKILL")
      rmSync(dataDir, { recursive: true, force: true })
    })

    it("answers soon, from the model of its data folder", async () => {
      const { minerUid } = await firstCompletion(base, bootMsMax)
      report("npm start, from process start to the first completion", network.elapsed())
      expect(network.elapsed()).toBeLessThan(bootMsMax)
      expect([1, 2, 3]).toContain(minerUid)
      report(
        "npm start, from process start to all miners serving",
        await network.printed("Taonet is up.", bootMsMax),
      )
      const commands = descendantsOf(network.pid)?.map(({ command }) => command)
      if (commands)
        expect(commands.filter((command) => command.includes(`--model ${dataDir}/models/`))).toHaveLength(3)
    })

    it("pays the model more than the model answering lazily, and that more than the n-gram", async () => {
      const found = await ranked(base)
      report(`ranking ${found.map((share) => share.toFixed(3)).join(" > ")}`, network.elapsed())
      expect((await completionOf(base, 1)).text).toContain("Paris")
    })

    it("stops cleanly on Ctrl-C", async () => {
      const below = descendantsOf(network.pid)
      const end = await network.stop("SIGINT")
      report("npm start with the model, from Ctrl-C to its end", end.ms)
      expect(end).toMatchObject({ code: 0, signal: null })
      await expectGone(below, base)
    })
  },
)
