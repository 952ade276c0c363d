/** Requests of every kind against one axon in this process, and the memory that is left of them. */
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { createAxon } from "./axon/axon.ts"
import { createCallerLimits } from "./axon/callerLimits.ts"
import { createReplayStore } from "./btauth/replayStore.ts"
import { systemClock } from "./clock.ts"
import { createDendrite } from "./dendrite/dendrite.ts"
import type { DendriteError } from "./dendrite/errors.ts"
import type { AxonTarget, Dendrite } from "./dendrite/types.ts"
import { hotkeyFromUri } from "./hotkey.ts"
import type { SynapseType } from "./synapse/types.ts"
import { workingThread } from "./testKit.ts"

const prompt: SynapseType = { name: "Prompt", hashed: { text: "string" }, answer: ["completion"] }
const tokens: SynapseType = { name: "Tokens", hashed: { text: "string" } }
const barred: SynapseType = { name: "Barred" }
const words = async function* () {
  yield "data: one\n\n"
  yield "data: two\n\n"
}

setFlagsFromString("--expose-gc")
const collectGarbage = runInNewContext("gc") as () => void

/** Bytes in use on the heap and in buffers, after what nobody holds was given back. */
function bytesInUse(): number {
  collectGarbage()
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const hotkey = hotkeyFromUri("//Bob")

async function openAxon() {
  // Nonces are forgotten at once: how many there are is bounded, and is not what is looked for.
  const replays = createReplayStore(() => performance.now() * 1_000, { retentionMs: 60_000 })
  const limits = createCallerLimits(
    { tiers: [{ minStake: 0n, requestsPerMinute: 1e9, concurrent: 1_000 }] },
    systemClock,
  )
  const body = JSON.stringify({ text: "x".repeat(100) })
  // From the start, so that what starting one leaves in memory is not taken for a leak.
  const threads = await workingThread()
  const axon = await createAxon(
    {
      hotkey,
      routes: [
        { method: "POST", path: "/plain", handle: async () => ({ status: 200, body }) },
        { method: "POST", path: "/events", handle: async () => ({ status: 200, events: words() }) },
      ],
      synapses: [
        { type: prompt, handle: async ({ fields }) => ({ fields: { completion: fields["text"] } }) },
        { type: tokens, handle: async () => ({ chunks: words() }) },
        { type: barred, handle: async () => ({ fields: {} }) },
      ],
    },
    {
      replays,
      limits,
      verify: threads.check,
      blacklist: (_, { path }) => (path === "/Barred" ? "nobody" : undefined),
    },
  )
  return { axon, threads }
}

async function drain(chunks: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of chunks);
}

const fields = { text: "y".repeat(100) }
const kinds: readonly ((dendrite: Dendrite, to: AxonTarget) => Promise<unknown>)[] = [
  (dendrite, to) => dendrite.request(to, { path: "/plain", body: fields }),
  (dendrite, to) => dendrite.synapse(to, prompt, { fields }),
  async (dendrite, to) => drain((await dendrite.stream(to, { path: "/events" })).events),
  async (dendrite, to) => drain((await dendrite.synapseStream(to, tokens, { fields })).chunks),
  (dendrite, to) => dendrite.synapse(to, barred).catch((error: DendriteError) => error.status),
]

export interface Growth {
  readonly requests: number
  /** Between the end of the first half and that of the second, when caches and compiled code have settled. */
  readonly bytesAtHalf: number
  readonly bytesAtEnd: number
}

export async function measureGrowth(requests: number, atOnce = 16): Promise<Growth> {
  const { axon, threads } = await openAxon()
  const dendrite = createDendrite({ hotkey: hotkeyFromUri("//Alice") })
  const to = { hotkey: hotkey.ss58, ip: axon.host, port: axon.port }
  const half = async (): Promise<number> => {
    let left = requests / 2
    const worker = async (): Promise<void> => {
      while (left > 0) await kinds[left-- % kinds.length]?.(dendrite, to)
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    return bytesInUse()
  }
  try {
    return { requests, bytesAtHalf: await half(), bytesAtEnd: await half() }
  } finally {
    await dendrite.close()
    await axon.close()
    await threads.close()
  }
}
