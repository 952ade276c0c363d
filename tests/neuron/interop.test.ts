import type { AxonRoute } from "@taonet/neuron/axon/types"
import { signRequest } from "@taonet/neuron/btauth/signRequest"
import { systemClock } from "@taonet/neuron/clock"
import { synapseStatus } from "@taonet/neuron/dendrite/synapseCall"
import {
  type Axon,
  createAxon,
  createDendrite,
  type Dendrite,
  type DendriteError,
  hotkeyFromUri,
  type SynapseRequest,
  type SynapseRoute,
  type SynapseType,
} from "@taonet/neuron/index"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bittensor10, bittensor11, temporaryHome } from "../python-sdk/environments.ts"
import { waitForClients } from "../support/deadlines.ts"
import { titleOf } from "../support/environments.ts"
import { type Peer, startPeer } from "./peer.ts"

waitForClients()
const ten = await bittensor10()
const eleven = await bittensor11()
const ours = hotkeyFromUri("//Bob")

/** The classes of synapses.py. */
const prompt: SynapseType = {
  name: "Prompt",
  hashed: {
    text: "string",
    roles: "list",
    temperature: "float",
    seed: "integer?",
    options: "object",
    weights: "float[]",
    careful: "boolean",
  },
  answer: ["completion"],
}
const stock: SynapseType = { name: "Stock", uncovered: ["question"], answer: ["answer"] }
const closed: SynapseType = { name: "Closed", answer: ["answer"] }
const barred: SynapseType = { name: "Barred" }
const tokens: SynapseType = { name: "Tokens", hashed: { prompt: "string" }, answer: ["completion"] }

const tricky = 'it\'s "quoted"\n\\ 漢字 🙂 \u200b'
const seen = new Map<string, SynapseRequest>()
const answering = (type: SynapseType, answer: (request: SynapseRequest) => object): SynapseRoute => ({
  type,
  handle: async (request) => {
    seen.set(type.name, request)
    return { fields: { ...answer(request) } }
  },
})
const synapses: SynapseRoute[] = [
  answering(prompt, ({ fields }) => ({ completion: `TypeScript read ${String(fields["text"])}` })),
  answering(stock, ({ uncovered }) => ({ answer: String(uncovered["question"]).toUpperCase() })),
  answering(closed, () => ({ answer: "never" })),
  answering(barred, () => ({})),
  {
    type: tokens,
    handle: async ({ fields }) => ({
      chunks: (async function* () {
        for (const word of String(fields["prompt"]).split(" ")) yield `${word};`
      })(),
    }),
  },
]
const echo: AxonRoute = {
  method: "POST",
  path: "/echo",
  handle: async ({ caller }) => ({ status: 200, body: JSON.stringify({ from: caller?.hotkey }) }),
}

const home = temporaryHome()
let axon: Axon
let dendrite: Dendrite
const peers: Peer[] = []
/** Both start at once: importing is most of what they do. */
beforeAll(async () => {
  const blacklist = (_: unknown, { path }: { path: string }) =>
    path === "/Barred" ? "nobody may" : undefined
  axon = await createAxon({ hotkey: ours, routes: [echo], synapses }, { blacklist })
  dendrite = createDendrite({ hotkey: hotkeyFromUri("//Alice") })
  const args = [String(axon.port), ours.ss58]
  for (const [environment, script] of [
    [ten, "peer10.py"],
    [eleven, "peer11.py"],
  ] as const)
    if (environment.ok) peers.push(startPeer(environment.python, script, args, home.env))
})
afterAll(async () => {
  await Promise.all(peers.map((peer) => peer.finish()))
  await dendrite?.close()
  await axon?.close()
  home.remove()
})

describe.skipIf(!ten.ok)(titleOf("bittensor 10.5.0", ten), () => {
  const peer = () => peers[0] as Peer
  const target = async () => {
    const { port, hotkey } = (await peer().of("axon")) as { port: number; hotkey: string }
    return { hotkey, ip: "127.0.0.1", port }
  }
  const success = { code: 200, message: "Success", axon: [200, ours.ss58, true], success: true }

  it("calls our axon: ping, hashed fields, fields that nothing covers, a stream, eight at once", async () => {
    const did = await peer().of("dendrite")
    expect(did).toMatchObject({
      ping: success,
      prompt: { ...success, completion: `TypeScript read ${tricky}`, same: true },
      stock: { ...success, answer: "WHY" },
      stream: { ...success, text: "one;two;three;", completion: "one;two;three;" },
      parallel: Array.from({ length: 8 }, () => 200),
    })
    expect(seen.get("Stock")).toMatchObject({ fields: {}, uncovered: { question: "why" } })
    expect(seen.get("Prompt")?.caller.hotkey).toBe(did["hotkey"])
  })

  it("is told why our axon turns it away", async () => {
    const refused = (code: number, message: string) => ({ code, message, success: false })
    expect(await peer().of("dendrite")).toMatchObject({
      closed: refused(401, "Not Verified with error: The field 'question' is not covered by the signature"),
      barred: refused(403, "Forbidden. Key is blacklisted: nobody may."),
      missing: refused(404, expect.stringContaining("Synapse name 'Missing' not found.")),
      stranger: refused(401, "Not Verified with error: The request is for another axon"),
    })
    expect(seen.has("Closed") || seen.has("Barred")).toBe(false)
  })

  it("answers our dendrite: ping, hashed fields, fields that nothing covers, a stream", async () => {
    const to = await target()
    expect((await dendrite.synapse(to, { name: "Synapse" })).statusCode).toBe(200)
    const options = { b: [1, 2.5, null, true], a: { k: tricky } }
    const numbers = { temperature: 1, seed: null, weights: [1, 0.1, 1e-7], careful: true }
    const fields = { text: tricky, roles: ["user", tricky], options, ...numbers }
    const answer = await dendrite.synapse(to, prompt, { fields, required: ["text", "roles"] })
    expect(answer).toMatchObject({
      fields: { ...fields, completion: `Python read ${tricky}` },
      statusMessage: "Success",
      evidence: undefined,
    })
    expect(answer.processSeconds).toBeGreaterThan(0)
    const open = await dendrite.synapse(to, stock, { fields: { question: "why" } })
    expect(open.fields).toEqual({ question: "why", answer: "WHY" })
    const stream = await dendrite.synapseStream(to, tokens, { fields: { prompt: "one two three" } })
    let text = ""
    for await (const chunk of stream.chunks) text += Buffer.from(chunk).toString()
    expect([text, stream.evidence()]).toEqual(["one;two;three;", undefined])
    await expect(dendrite.synapse(to, { name: "Synapse" }, { requireSigned: true })).rejects.toMatchObject({
      code: "BadResponseSignature",
    })
  })

  it("turns our dendrite away with its own statuses", async () => {
    const to = await target()
    const failure = (type: SynapseType, hotkey = to.hotkey) =>
      dendrite.synapse({ ...to, hotkey }, type).then(
        () => "answered",
        (error: DendriteError) => synapseStatus(error),
      )
    expect(await failure(barred)).toEqual({
      code: 403,
      message: "Forbidden. Key is blacklisted: nobody may.",
    })
    expect(await failure({ name: "Missing" })).toMatchObject({ code: 404 })
    expect(await failure({ name: "Broken" })).toMatchObject({
      code: 500,
      message: expect.stringContaining("Internal Server Error"),
    })
    expect(await failure({ name: "Synapse" }, ours.ss58)).toMatchObject({
      code: 401,
      message: expect.stringContaining("Signature mismatch"),
    })
  })

  it("saw in our requests what we asked", async () => {
    await target()
    await peer().finish()
    expect(await peer().of("handled")).toMatchObject({
      Prompt: { from: dendrite.hotkey, text: tricky, seed: null, temperature: 1, weights: [1, 0.1, 1e-7] },
      Stock: { from: dendrite.hotkey, question: "why" },
    })
  })
})

describe.skipIf(!eleven.ok)(titleOf("bittensor 11.3.0", eleven), () => {
  const peer = () => peers.at(-1) as Peer

  it("signs requests that our axon takes, in both schemes, and others that it does not", async () => {
    const did = await peer().of("signed")
    const taken = { status: 200, signed: true }
    const refused = (code: string) => ({ status: 401, code, signed: false })
    expect(did).toMatchObject({
      sr25519: { ...taken, from: did["hotkey"] },
      ed25519: { ...taken, from: did["edhotkey"] },
      changed: refused("BadSignature"),
      unbound: refused("WrongReceiver"),
      stranger: refused("WrongReceiver"),
    })
  })

  it("verifies what we sign, and refuses it when it was changed or meant for another", async () => {
    const { port, hotkey } = (await peer().of("axon")) as { port: number; hotkey: string }
    const to = { hotkey, ip: "127.0.0.1", port }
    const ask = (client: Dendrite) =>
      client.request(to, { path: "/v1/x?n=1", body: { prompt: tricky }, requireSigned: false })
    const answer = await ask(dendrite)
    expect(answer.json()).toEqual({ caller: dendrite.hotkey, body: JSON.stringify({ prompt: tricky }) })
    expect(answer.evidence).toBeUndefined()
    const edwards = createDendrite({ hotkey: hotkeyFromUri("//Alice", "ed25519") })
    expect((await ask(edwards)).json()).toMatchObject({ caller: edwards.hotkey })
    await edwards.close()

    const refusal = async (receiver: string, target: string) => {
      const body = Buffer.from("{}")
      const nonce = systemClock.unixNanoseconds()
      const { headers } = signRequest(ours, { method: "POST", target, body, receiver, nonce })
      const response = await fetch(`http://127.0.0.1:${port}/v1/x`, { method: "POST", headers, body })
      return ((await response.json()) as { message?: string }).message
    }
    expect(await refusal(ours.ss58, "/v1/x")).toBe("WrongReceiver")
    expect(await refusal(hotkey, "/v1/y")).toBe("BadSignature")
    expect(await refusal(hotkey, "/v1/x")).toBeUndefined()
  })
})
