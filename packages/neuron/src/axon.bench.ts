/**
 * Requests a second that an axon checks and answers, ours beside Python's, on one machine in one run: each in a process of its own, the
 * same synapse of SDK 10 with one hashed field, requests signed beforehand, one client for all, the servers in turns.
 * `npx tsx packages/neuron/src/axon.bench.ts [--connections 64] [--older]`: the latter installs and measures 10.2.0 too, which worked out
 * its headers anew for each answer. What was built by `npm run build:native` is used.
 */
import { availableParallelism, loadavg } from "node:os"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { verifySignature } from "@taonet/primitives/crypto/verify"
import { acceleration } from "@taonet/signatures/accelerated"
import { bittensor10, temporaryHome } from "../../../tests/python-sdk/environments.ts"
import { pythonEnvironment } from "../../../tests/support/environments.ts"
import { createAxon } from "./axon/axon.ts"
import {
  busySeconds,
  type Child,
  exchange,
  machine,
  quantile,
  rawRequest,
  ready,
  startChild,
  startRole,
} from "./bench.testkit.ts"
import { signRequest } from "./btauth/signRequest.ts"
import { systemClock } from "./clock.ts"
import { hotkeyFromUri, publicKeyOf, type VerifySignature } from "./hotkey.ts"
import type { SynapseType } from "./synapse/types.ts"
import { writeSynapse } from "./synapse/writeRequest.ts"

const { values: asked } = parseArgs({
  options: { older: { type: "boolean" }, connections: { type: "string", default: "64" } },
  allowPositionals: true,
})
/** Requests on their way at any time, each on a connection of its own. */
const connections = Number(asked.connections)
/** In which code is compiled, and threads start. */
const warmUps = 3
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
      ...(kind === "alone" ? { threads: 0 } : {}),
    },
    kind === "portable" ? { verify: portable } : {},
  )
  ready({ port: axon.port })
}

const bittensor102 = () =>
  pythonEnvironment("bittensor-102", ["bittensor==10.2.0", "async-substrate-interface<2"])

type Server = Child<{ port: number }>

interface Wire {
  readonly name: string
  readonly server: Server
  /** Requests of a round. */
  readonly count: number
  readonly sign: (nonce: bigint, index: number) => { path: string; headers: object; body: Uint8Array }
}

const synapse = (name: string, server: Server, count: number): Wire => ({
  name,
  server,
  count,
  // A dendrite each: Python's axon wants the nonces of one to arrive in order.
  sign: (nonce, index) => {
    const axon = { hotkey: bob.ss58, ip: "127.0.0.1", port: server.ready.port }
    const uuid = `${nonce}-${index}`
    return writeSynapse(alice, { type, fields: { text }, timeoutMs: 60_000, axon, uuid })(nonce)
  },
})
const btauth = (name: string, server: Server, count: number): Wire => ({
  name,
  server,
  count,
  sign: (nonce) => {
    const body = Buffer.from(JSON.stringify({ text }))
    const request = { method: "POST", target: "/prompt", body, receiver: bob.ss58, nonce }
    return { path: "/prompt", headers: signRequest(alice, request).headers, body }
  },
})

interface Round {
  readonly perSecond: number
  readonly latencies: readonly number[]
  /** Microseconds of the server's processor for each request: what other load on the machine does not change. */
  readonly cpu: number
  /** Part of the machine that neither server nor client had, and others worked on. */
  readonly others: number
}

async function round({ count, sign, server }: Wire): Promise<Round> {
  const { port } = server.ready
  const now = systemClock.unixNanoseconds()
  const requests = Array.from({ length: count }, (_, index) =>
    rawRequest(port, sign(now + BigInt(index), index)),
  )
  const before = { server: server.cpuSeconds(), own: process.cpuUsage(), all: busySeconds() }
  const startedAt = performance.now()
  const latencies = await exchange(port, requests, connections)
  const seconds = (performance.now() - startedAt) / 1_000
  if (latencies.length < count) throw new Error("a request got no answer")
  const { user, system } = process.cpuUsage(before.own)
  const worked = server.cpuSeconds() - before.server
  const others = busySeconds() - before.all - worked - (user + system) / 1e6
  return {
    perSecond: count / seconds,
    latencies,
    cpu: (worked / count) * 1e6,
    others: Math.max(0, others / (seconds * availableParallelism())),
  }
}

async function main(): Promise<void> {
  console.log(`${machine()} before, ${connections} connections, sr25519: ${acceleration()}`)
  const home = temporaryHome()
  const pythons = [["bittensor 10.5.0", await bittensor10()]] as [
    string,
    Awaited<ReturnType<typeof bittensor10>>,
  ][]
  if (asked.older) pythons.push(["bittensor 10.2.0", await bittensor102()])
  const fast = await startRole<{ port: number }>(import.meta.url, "serve", "fast")
  const alone = await startRole<{ port: number }>(import.meta.url, "serve", "alone")
  const slow = await startRole<{ port: number }>(import.meta.url, "serve", "portable")
  const script = fileURLToPath(new URL("../../../tests/neuron/bench_axon10.py", import.meta.url))
  const theirs = await Promise.all(
    pythons.flatMap(([name, python]) =>
      python.ok
        ? [startChild<{ port: number }>(python.python, [script], home.env).then((child) => ({ name, child }))]
        : [],
    ),
  )
  const wires = [
    synapse("taonet, SDK 10", fast, 4_000),
    btauth("taonet, btauth/1", fast, 4_000),
    synapse("taonet, SDK 10, no thread", alone, 3_000),
    synapse("the same, portable check", slow, 1_500),
    ...theirs.map(({ name, child }) => synapse(name, child, 300)),
  ]
  const found = new Map(wires.map((wire) => [wire, [] as Round[]]))
  for (let i = 0; i < warmUps + rounds; i++)
    for (const wire of wires) {
      const measured = await round(wire)
      if (i >= warmUps) found.get(wire)?.push(measured)
    }
  for (const [{ name }, all] of found) {
    const [low, mid, high] = [0, 0.5, 1].map((q) =>
      quantile(
        all.map(({ perSecond }) => perSecond),
        q,
      ).toFixed(0),
    )
    const latencies = all.flatMap((measured) => measured.latencies)
    const [p50, p99] = [0.5, 0.99].map((q) => quantile(latencies, q).toFixed(1))
    const [cpu, others] = (["cpu", "others"] as const).map((of) =>
      quantile(
        all.map((measured) => measured[of]),
        0.5,
      ),
    ) as [number, number]
    console.log(
      `${name.padEnd(26)} ${mid} requests/s (${low} to ${high}), ${cpu.toFixed(0)} µs of processor each, p50 ${p50} ms, p99 ${p99} ms; ` +
        `others had ${(others * 100).toFixed(0)} % of the machine`,
    )
  }
  const median = (wire: Wire | undefined, of: "perSecond" | "cpu"): number =>
    quantile(
      ((wire && found.get(wire)) ?? []).map((measured) => measured[of]),
      0.5,
    )
  for (const wire of wires.slice(wires.length - theirs.length))
    console.log(
      `beside ${wire.name}: ${(median(wires[0], "perSecond") / median(wire, "perSecond")).toFixed(1)} times the requests, ` +
        `1/${(median(wire, "cpu") / median(wires[0], "cpu")).toFixed(1)} of the processor time`,
    )
  console.log(`load ${loadavg()[0]?.toFixed(1)} after`)
  for (const child of [fast, alone, slow, ...theirs.map(({ child }) => child)]) child.end()
  home.remove()
  process.exit(0)
}

await (process.argv[2] === "serve" ? serve(process.argv[3] ?? "") : main())
