/**
 * Requests a second that an axon checks and answers, ours beside Python's, on one machine in one run: each in a process of its own, the
 * same synapse of SDK 10 with one hashed field, requests signed beforehand, one client for all, the servers in turns.
 * `npx tsx packages/neuron/src/axon.bench.ts`
 */
import { fileURLToPath } from "node:url"
import { verifySignature } from "@taonet/primitives/crypto/verify"
import { Pool } from "undici"
import { bittensor10, temporaryHome } from "../../../tests/python-sdk/environments.ts"
import { createAxon } from "./axon/axon.ts"
import { inParallel, machine, quantile, ready, startChild, startRole } from "./bench.testkit.ts"
import { signRequest } from "./btauth/signRequest.ts"
import { systemClock } from "./clock.ts"
import { hotkeyFromUri, publicKeyOf, type VerifySignature } from "./hotkey.ts"
import type { SynapseType } from "./synapse/types.ts"
import { writeSynapse } from "./synapse/writeRequest.ts"

const atOnce = 16
const rounds = 5
const alice = hotkeyFromUri("//Alice")
const bob = hotkeyFromUri("//Bob")
const type: SynapseType = { name: "Prompt", hashed: { text: "string" }, answer: ["completion"] }
const text = "x".repeat(100)

const portable: VerifySignature = (scheme, signature, message, ss58) => {
  const key = publicKeyOf(ss58)
  return key !== undefined && verifySignature(scheme, signature, message, key)
}

async function serve(kind: string): Promise<void> {
  const axon = await createAxon(
    {
      hotkey: bob,
      routes: [
        {
          method: "POST",
          path: "/prompt",
          handle: async () => ({ status: 200, body: `{"text":"${text}"}` }),
        },
      ],
      synapses: [{ type, handle: async ({ fields }) => ({ fields: { completion: fields["text"] } }) }],
    },
    kind === "portable" ? { verify: portable } : {},
  )
  ready({ port: axon.port })
}

interface Wire {
  readonly name: string
  readonly port: number
  /** Requests of a round. */
  readonly count: number
  readonly sign: (nonce: bigint, index: number) => { path: string; headers: object; body: Uint8Array }
}

const synapse = (name: string, port: number, count: number): Wire => ({
  name,
  port,
  count,
  // A dendrite each: Python's axon wants the nonces of one to arrive in order.
  sign: (nonce, index) => {
    const axon = { hotkey: bob.ss58, ip: "127.0.0.1", port }
    const uuid = `${nonce}-${index}`
    return writeSynapse(alice, { type, fields: { text }, timeoutMs: 60_000, axon, uuid })(nonce)
  },
})
const btauth = (name: string, port: number, count: number): Wire => ({
  name,
  port,
  count,
  sign: (nonce) => {
    const body = Buffer.from(JSON.stringify({ text }))
    const request = { method: "POST", target: "/prompt", body, receiver: bob.ss58, nonce }
    return { path: "/prompt", headers: signRequest(alice, request).headers, body }
  },
})

async function round({ count, sign }: Wire, pool: Pool): Promise<{ perSecond: number; latencies: number[] }> {
  const now = systemClock.unixNanoseconds()
  const requests = Array.from({ length: count }, (_, index) => sign(now + BigInt(index), index))
  const latencies: number[] = []
  const seconds = await inParallel(count, atOnce, async (index) => {
    const request = requests[index]
    if (request === undefined) return
    const startedAt = performance.now()
    const { statusCode, body } = await pool.request({
      method: "POST",
      path: request.path,
      headers: { "content-type": "application/json", ...request.headers },
      body: request.body,
    })
    const answer = await body.text()
    if (statusCode !== 200) throw new Error(`${statusCode} ${answer}`)
    latencies.push(performance.now() - startedAt)
  })
  return { perSecond: count / seconds, latencies }
}

async function main(): Promise<void> {
  console.log(machine())
  const home = temporaryHome()
  const python = await bittensor10()
  const fast = await startRole<{ port: number }>(import.meta.url, "serve", "fast")
  const slow = await startRole<{ port: number }>(import.meta.url, "serve", "portable")
  const script = fileURLToPath(new URL("../../../tests/neuron/bench_axon10.py", import.meta.url))
  const theirs = python.ok ? await startChild<{ port: number }>(python.python, [script], home.env) : undefined
  const wires = [
    synapse("taonet, SDK 10", fast.ready.port, 2_000),
    synapse("taonet, SDK 10, portable check", slow.ready.port, 1_000),
    btauth("taonet, btauth/1", fast.ready.port, 2_000),
    ...(theirs === undefined ? [] : [synapse("bittensor 10.5.0", theirs.ready.port, 100)]),
  ]
  const found = new Map(wires.map((wire) => [wire, { perSecond: [] as number[], latencies: [] as number[] }]))
  const pools = wires.map(({ port }) => new Pool(`http://127.0.0.1:${port}`, { connections: atOnce }))
  for (let i = 0; i <= rounds; i++)
    for (const [index, wire] of wires.entries()) {
      const { perSecond, latencies } = await round(wire, pools[index] as Pool)
      // The first round warms up.
      if (i > 0) found.get(wire)?.perSecond.push(perSecond)
      if (i > 0) found.get(wire)?.latencies.push(...latencies)
    }
  for (const [{ name }, { perSecond, latencies }] of found) {
    const [low, mid, high] = [0, 0.5, 1].map((q) => quantile(perSecond, q).toFixed(0))
    const [p50, p99] = [0.5, 0.99].map((q) => quantile(latencies, q).toFixed(1))
    console.log(`${name.padEnd(32)} ${mid} requests/s (${low} to ${high}), p50 ${p50} ms, p99 ${p99} ms`)
  }
  const [ours, their] = [wires[0], wires[3]].map(
    (wire) => wire && quantile(found.get(wire)?.perSecond ?? [], 0.5),
  )
  if (ours !== undefined && their !== undefined)
    console.log(`${(ours / their).toFixed(0)} times Python's axon`)
  await Promise.all(pools.map((pool) => pool.destroy()))
  for (const child of [fast, slow, theirs]) child?.end()
  home.remove()
  process.exit(0)
}

await (process.argv[2] === "serve" ? serve(process.argv[3] ?? "") : main())
