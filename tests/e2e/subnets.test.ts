/** `npm start` with more than one subnet: the text subnet first, then pictures. */
import { cpSync } from "node:fs"
import { join } from "node:path"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { subnetView } from "@taonet/neuron/sdkChain"
import type { Client } from "@taonet/sdk/index"
import { defaultIconFolder, ensureIconSet } from "@taonet/subnets/image/icons/iconSet"
import { saveCheckpoint } from "@taonet/subnets/image/model/checkpoint"
import { createTrainer, newTraining } from "@taonet/subnets/image/model/trainer"
import { decodePng } from "@taonet/subnets/image/pixels/png"
import { eventually, report, type Started } from "taonet/testKit"
import { plannedSubnets } from "taonet/up/plan"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { waitForClients } from "../support/deadlines.ts"
import { firstCompletion, type OwnNetwork, startSubnets } from "./network.ts"

waitForClients()

const netuid = 2
const trainedSteps = 250

describe("a network with a text and an image subnet", () => {
  let own: OwnNetwork
  let base: number
  let network: Started
  let client: Client

  beforeAll(async () => {
    own = await startSubnets("text,image", { from: 25_000, count: 18 }, prepare)
    ;({ base, network, client } = own)
  })
  afterAll(() => own?.close())

  it("answers chats before it draws", async () => {
    await firstCompletion(base)
    report("npm start with two subnets, from process start to the first completion", network.elapsed())
    const response = await fetch(`http://127.0.0.1:${base + 1}/v1/models`)
    const { data } = (await response.json()) as { data: { id: string }[] }
    expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining(["taonet-text", "taonet-image"]))
  })

  it("draws what it is asked for, by a miner of the image subnet", async () => {
    const answer = await eventually(() => picture(base), { timeoutMs: 240_000, everyMs: 500 })
    report("npm start with two subnets, from process start to the first picture", network.elapsed())
    expect(answer.netuid).toBe(netuid)
    expect(decodePng(answer.png)).toMatchObject({ width: 96, height: 64 })
  })

  it("pays the miner that trains more than the one that hardly does", async () => {
    const found = await eventually(
      // Weights of the first rounds, which are few, may still say otherwise.
      async () => {
        const { neurons } = await subnetView(client, netuid)
        const shares = [0, 1, 2].map(
          (index) => neurons.find(({ axon }) => axon?.port === base + 15 + index)?.incentive ?? 0,
        )
        const [best = 0, , worst = 0] = shares
        return best > 2 * worst && best > 0.2 ? shares : undefined
      },
      { timeoutMs: 240_000, everyMs: 1_000 },
    )
    report(
      `image incentives ${found.map((share) => share.toFixed(3)).join(", ")} for 3000, 400 and 40 steps`,
      network.elapsed(),
    )
  })

  it("ends cleanly", async () => {
    expect(await network.stop("SIGINT")).toMatchObject({ code: 0, signal: null })
    expect(network.stderr()).not.toContain("process.killed")
  })
})

/** The first miner has trained a little already: how far it comes in a test's time would depend on the machine. */
async function prepare(folder: string): Promise<void> {
  const set = await ensureIconSet()
  cpSync(defaultIconFolder(), join(folder, "icons"), { recursive: true })
  const trainer = createTrainer(set, newTraining(1))
  for (let i = 0; i < trainedSteps; i++) trainer.step()
  const [first] = plannedSubnets(false)[1]?.miners ?? []
  const { ss58 } = hotkeyFromUri(first?.hotkey ?? "")
  await saveCheckpoint(join(folder, "image-training", `${ss58}.bin`), trainer.state)
}

async function picture(base: number): Promise<{ png: Buffer; netuid: number } | undefined> {
  const response = await fetch(`http://127.0.0.1:${base + 1}/v1/images/generations`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "taonet-image", prompt: "a red apple", size: "96x64" }),
  })
  if (!response.ok) return undefined
  const { data } = (await response.json()) as { data: [{ b64_json: string }] }
  const netuid = Number(response.headers.get("x-taonet-netuid"))
  return { png: Buffer.from(data[0].b64_json, "base64"), netuid }
}
