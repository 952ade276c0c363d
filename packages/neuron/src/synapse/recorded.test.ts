/** Requests as Python's dendrite sent them once, so that they are judged where there is no Python too. */
import { readFileSync } from "node:fs"
import { afterEach, expect, it } from "vitest"
import { type Axon, createAxon } from "../axon/axon.ts"
import { systemClock } from "../clock.ts"
import { hotkeyFromUri } from "../hotkey.ts"
import type { SynapseRequest, SynapseType } from "./types.ts"

interface Recorded {
  readonly route: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
const { requests } = JSON.parse(
  readFileSync(new URL("../../../../vectors/synapse/requests.json", import.meta.url), "utf8"),
) as { requests: Recorded[] }
const types: SynapseType[] = [
  {
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
  },
  { name: "Stock", uncovered: ["question"], answer: ["answer"] },
]

let axon: Axon | undefined
afterEach(() => axon?.close())

/** The answers of an axon whose clock shows the time of each request, so many seconds later. */
async function answers(secondsLater: number, change: (request: Recorded) => Recorded = (same) => same) {
  const seen: SynapseRequest[] = []
  let now = 0n
  axon = await createAxon(
    {
      hotkey: hotkeyFromUri("//Bob"),
      routes: [],
      drainMs: 50,
      synapses: types.map((type) => ({
        type,
        handle: async (request) => {
          seen.push(request)
          return { fields: {} }
        },
      })),
    },
    { clock: { ...systemClock, unixNanoseconds: () => now } },
  )
  const statuses: number[] = []
  for (const request of requests) {
    const { route, headers, body } = change(request)
    now = BigInt(request.headers["bt_header_dendrite_nonce"] ?? 0) + BigInt(secondsLater * 1e9)
    const response = await fetch(`${axon.url}/${route}`, { method: "POST", headers, body })
    await response.text()
    statuses.push(response.status)
  }
  return { statuses, seen }
}

it("takes recorded requests while they are fresh", async () => {
  const { statuses, seen } = await answers(1)
  expect(statuses).toEqual([200, 200, 200])
  const tricky = 'it\'s "quoted"\n\\ 漢字 🙂 \u200b'
  expect(seen).toMatchObject([
    {
      caller: { hotkey: hotkeyFromUri("//Charlie").ss58 },
      fields: { text: tricky, weights: [1, 0.1], options: { b: [1, 1, null, true], a: { 10: tricky } } },
    },
    { fields: {}, uncovered: { question: "why" } },
  ])
})

it("refuses them when they are old, or early, or changed where the signature covers them", async () => {
  const refused = [401, 401, 401]
  expect((await answers(11)).statuses).toEqual(refused)
  await axon?.close()
  expect((await answers(-3)).statuses).toEqual(refused)
  await axon?.close()
  const cheaper = (request: Recorded) => ({ ...request, body: request.body.replace("1e-07", "2.0") })
  expect((await answers(1, cheaper)).statuses).toEqual([200, 401, 200])
  await axon?.close()
  // Nothing covers it: what serving a stock class lets happen.
  const other = (request: Recorded) => ({ ...request, body: request.body.replace('"why"', '"how"') })
  const { statuses, seen } = await answers(1, other)
  expect([statuses, seen[1]?.uncovered]).toEqual([[200, 200, 200], { question: "how" }])
})
