/** What the end-to-end tests see of a network that runs in processes of its own. */
import { mkdtempSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Client, createClient, webSocketTransport } from "@taonet/sdk/index"
import { eventually, freePortBase, type Started, startTaonet } from "taonet/testKit"

export interface Neuron {
  readonly uid: number
  readonly name: string | null
  readonly hotkey: string
  readonly incentive: number
  readonly axon?: { readonly port: number }
}

export interface Status {
  readonly chain: { readonly block: number }
  readonly subnets: readonly Subnet[]
  readonly queries: readonly { readonly netuid: number; readonly status: number; readonly minerUid: number }[]
}

export interface Subnet {
  readonly netuid: number
  readonly tempo: number
  readonly neurons: readonly Neuron[] | null
  readonly agreement: {
    readonly validators: readonly { readonly weights: readonly [number, number][] }[]
  } | null
}

/** A network of this machine without a language model, and what it keeps for itself: whatever was trained or read here before is not there. */
export interface OwnNetwork {
  readonly base: number
  readonly network: Started
  readonly client: Client
  close(): Promise<void>
}

const bootMsMax = 120_000

/** Starts these subnets from the first free ports at or above `from`; `prepare` gets the folder where neurons keep things. */
export async function startSubnets(
  subnets: string,
  ports: { readonly from: number; readonly count: number },
  prepare: (folder: string) => Promise<void> = async () => {},
): Promise<OwnNetwork> {
  const cache = mkdtempSync(join(tmpdir(), "taonet-cache-"))
  let network: Started | undefined
  let client: Client | undefined
  async function close(): Promise<void> {
    await client?.transport.close()
    await network?.stop("SIGINT")
    rmSync(cache, { recursive: true, force: true })
  }
  try {
    await prepare(join(cache, "taonet"))
    const base = await freePortBase(ports.from, ports.count)
    const args = ["--port-base", String(base), "--no-model", "--subnets", subnets, "--json-logs"]
    network = await startTaonet(args, { script: "scripts/start.mjs", env: { XDG_CACHE_HOME: cache } })
    await network.printed("Taonet is up.", bootMsMax)
    client = await createClient(await webSocketTransport(`ws://127.0.0.1:${base}`))
    return { base, network, client, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** What the status page shows. */
export async function readStatus(base: number): Promise<Status> {
  const response = await fetch(`http://127.0.0.1:${base + 2}/api/status`)
  return (await response.json()) as Status
}

/** The neurons of a subnet, as the page shows them. */
export async function neuronsOf(base: number, netuid = 1): Promise<readonly Neuron[]> {
  const { subnets } = await readStatus(base)
  return subnets.find((subnet) => subnet.netuid === netuid)?.neurons ?? []
}

export interface Completion {
  readonly text: string
  readonly minerUid: number
}

/** The first chat completion that the gateway gives, asked for until there is one. */
export async function firstCompletion(base: number, timeoutMs = 120_000): Promise<Completion> {
  return eventually(() => complete(base), { timeoutMs, everyMs: 50 })
}

/** One that this miner gave: the gateway asks those with more incentive more often, not only. */
export async function completionOf(base: number, uid: number): Promise<Completion> {
  return eventually(async () => {
    const answer = await complete(base)
    return answer?.minerUid === uid ? answer : undefined
  })
}

async function complete(base: number): Promise<Completion | undefined> {
  const messages = [{ role: "user", content: "What is the capital of France?" }]
  try {
    const response = await fetch(`http://127.0.0.1:${base + 1}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "taonet-text", messages }),
    })
    if (!response.ok) return undefined
    const { choices } = (await response.json()) as { choices: [{ message: { content: string } }] }
    return {
      text: choices[0].message.content,
      minerUid: Number(response.headers.get("x-taonet-miner-uid") ?? "NaN"),
    }
  } catch {
    return undefined
  }
}

/** Incentives of the miners in the order of their ports, which is the order of their true quality, best first. */
export async function incentives(base: number): Promise<number[]> {
  const neurons = await neuronsOf(base)
  return Array.from(
    { length: 3 },
    (_, index) => neurons.find(({ axon }) => axon?.port === base + 10 + index)?.incentive ?? 0,
  )
}

/** Resolves with the incentives once they fall strictly from miner to miner and all are above zero. */
export function ranked(base: number, timeoutMs = 240_000): Promise<number[]> {
  const ordered = async () => {
    const [best = 0, middle = 0, worst = 0] = await incentives(base)
    return best > middle && middle > worst && worst > 0 ? [best, middle, worst] : undefined
  }
  return eventually(ordered, { timeoutMs, everyMs: 500 })
}

/** As much of OpenAI's client as the tests use. */
interface OpenAiClient {
  readonly models: { list(): Promise<{ data: { id: string }[] }> }
  readonly chat: { readonly completions: { readonly create: CreateCompletion } }
  readonly completions: { create(request: object): Promise<{ choices: [{ text: string }] }> }
  readonly embeddings: { create(request: object): Promise<{ data: { embedding: number[] }[] }> }
}
interface CreateCompletion {
  (request: {
    readonly stream: true
  }): Promise<AsyncIterable<{ choices: { delta?: { content?: string } }[] }>>
  (request: object): Promise<{ choices: [{ message: { content: string } }] }>
}

/** The unmodified Node client, from an environment where it was installed. */
export function openAiClient(dir: string, base: number): OpenAiClient {
  const { OpenAI } = createRequire(join(dir, "package.json"))("openai") as {
    OpenAI: new (options: object) => OpenAiClient
  }
  return new OpenAI({ baseURL: `http://127.0.0.1:${base + 1}/v1`, apiKey: "none", timeout: 120_000 })
}
