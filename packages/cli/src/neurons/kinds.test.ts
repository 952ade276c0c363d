import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { signerFromUri } from "@taonet/sdk/signer"
import { defaultIconFolder, ensureIconSet } from "@taonet/subnets/image/icons/iconSet"
import { describe, expect, it } from "vitest"
import { lastingChain } from "../chain.ts"
import { UsageError } from "../stop.ts"
import { backendOf, subnetKind } from "../verbs/miner.ts"
import type { NeuronDeps } from "./kinds.ts"

const deps: NeuronDeps = {
  log: () => undefined,
  signal: new AbortController().signal,
  ss58: "5Miner",
  hotkey: hotkeyFromUri("//Miner"),
  chain: lastingChain("ws://127.0.0.1:9", signerFromUri("//Miner")),
}
const plain = { order: 5, trainSteps: 0, jsonLogs: true, netuid: 1, intervalMs: 0, maxPages: 1 }

describe("kinds of neurons", () => {
  it("are found by name, and so are their backends; the first is the usual one", () => {
    expect(() => subnetKind("weather")).toThrow("there is no subnet")
    expect(() => subnetKind("toString")).toThrow(UsageError)
    const image = subnetKind("image")
    expect(backendOf(image, { subnet: "image" })).toBe("embedded")
    expect(backendOf(subnetKind("text"), { subnet: "text" })).toBe("llama")
    expect(() => backendOf(image, { subnet: "image", backend: "llama" })).toThrow(
      'there is no backend "llama" for image; known are: embedded, automatic1111, comfyui, openai',
    )
  })

  it("say what a backend needs", async () => {
    const start = (backend: string, more: object = {}) =>
      subnetKind("image").miner({ ...plain, backend, ...more }, deps)
    for (const backend of ["automatic1111", "comfyui", "openai"])
      await expect(start(backend)).rejects.toThrow(UsageError)
    const backendUrl = "http://127.0.0.1:9"
    await expect(start("comfyui", { backendUrl })).rejects.toThrow("checkpoint")
    const { routes, close } = await start("automatic1111", { backendUrl })
    expect(routes.map(({ path }) => path)).toEqual(["/v1/images/generations", "/v1/models"])
    await close()
  })

  it("judge scraping in a way of their own, which is told when it is none", async () => {
    const folder = await mkdtemp(join(tmpdir(), "taonet-settings-"))
    const settings = join(folder, "own.yaml")
    const start = async (text: string) => {
      await writeFile(settings, text)
      const sites = ["https://example.com/"]
      return subnetKind("scraping").validator({ ...plain, trainingShare: 0, sites, settings }, deps)
    }
    const part = await start("settings: { alpha: 0.5, sampleSize: 9 }")
    expect(part.settings).toEqual({ alpha: 0.5, exponent: 2, minersPerRound: 16 })
    await part.close()
    await expect(start("criteria:\n  truht: 1")).rejects.toThrow(/own\.yaml:2: criteria\.truht: there is no/)
    await rm(folder, { recursive: true })
  })

  it("judge trained text models on a mechanism of their own where the subnet has it, else as a share", async () => {
    const judge = async (mechanisms: number, trainingShare: number) => {
      const chain = { ...deps.chain, read: async () => mechanisms as never }
      const options = { ...plain, model: false as const, trainingShare }
      return subnetKind("text").validator(options, { ...deps, chain })
    }
    expect((await judge(2, 20)).others).toMatchObject([{ mechid: 1 }])
    expect((await judge(1, 20)).others).toBeUndefined()
  })

  it("train a text model beside serving it, whether or not the chain is there", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "taonet-neuron-"))
    const events: string[] = []
    const log = (event: string) => void events.push(event)
    const options = { ...plain, dataDir, backend: "trained", trainSteps: 1 }
    const part = await subnetKind("text").miner(options, { ...deps, log })
    expect(part.routes.map(({ path }) => path)).toContain("/v1/training/parameters")
    await expect.poll(() => events, { timeout: 30_000 }).toContain("training.commitFailed")
    await part.close()
    expect(events).toEqual(["training", "training.commitFailed"])
    const { loadCheckpoint } = await import("@taonet/subnets/text/training/checkpoint")
    const checkpoint = join(dataDir, "text-training", "5Miner.bin")
    expect(await loadCheckpoint(checkpoint)).toMatchObject({ steps: 1 })
    // One that can not be read is put aside.
    await writeFile(checkpoint, "of another program")
    await (await subnetKind("text").miner(options, { ...deps, log })).close()
    expect(events).toContain("training.checkpointLost")
    expect(await readFile(`${checkpoint}.broken`, "utf8")).toBe("of another program")
    await rm(dataDir, { recursive: true })
  }, 60_000)

  it("keep a training where they were told to", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "taonet-neuron-"))
    // Drawn once on this machine, not once a test.
    await ensureIconSet()
    await cp(defaultIconFolder(), join(dataDir, "icons"), { recursive: true })
    const events: string[] = []
    const log = (event: string) => void events.push(event)
    const part = await subnetKind("image").miner({ ...plain, dataDir, backend: "embedded" }, { ...deps, log })
    await part.close()
    expect(events).toContain("training")
    const { loadCheckpoint } = await import("@taonet/subnets/image/model/checkpoint")
    expect(await loadCheckpoint(join(dataDir, "image-training", "5Miner.bin"))).toMatchObject({ steps: 0 })
    await rm(dataDir, { recursive: true })
  }, 120_000)
})
