/** What an axon does under load and at its end, over real connections. */
import { connect } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import { systemClock } from "../clock.ts"
import { createDendrite } from "../dendrite/dendrite.ts"
import type { DendriteError } from "../dendrite/errors.ts"
import { hotkeyFromUri } from "../hotkey.ts"
import type { SynapseRoute } from "../synapse/types.ts"
import { type Axon, type AxonDeps, type AxonOptions, createAxon } from "./axon.ts"
import { createCallerLimits } from "./callerLimits.ts"
import type { AxonRoute } from "./types.ts"

const alice = hotkeyFromUri("//Alice")
const bob = hotkeyFromUri("//Bob")
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Answers when it is told. */
function held() {
  const finish: (() => void)[] = []
  const arrivals: (() => void)[] = []
  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      finish.push(resolve)
      for (const tell of arrivals.splice(0)) tell()
    })
  const route: AxonRoute = {
    method: "POST",
    path: "/held",
    handle: async () => {
      await wait()
      return { status: 200, body: "{}" }
    },
  }
  const synapse: SynapseRoute = {
    type: { name: "Held" },
    handle: async () => {
      await wait()
      return { fields: {} }
    },
  }
  return {
    route,
    synapse,
    finish,
    /** Resolves when so many requests are being worked on. */
    async running(count: number) {
      while (finish.length < count) await new Promise<void>((resolve) => arrivals.push(resolve))
    },
  }
}

async function start(options: Partial<AxonOptions> = {}, deps: AxonDeps = {}): Promise<Axon> {
  const axon = await createAxon({ hotkey: bob, routes: [], drainMs: 50, ...options }, deps)
  closers.push(() => axon.close())
  return axon
}
const target = (axon: Axon) => ({ hotkey: bob.ss58, ip: axon.host, port: axon.port })
function client() {
  const dendrite = createDendrite({ hotkey: alice })
  closers.unshift(() => dendrite.close())
  return dendrite
}
const statusOf = (run: Promise<{ readonly evidence: unknown }>): Promise<string> =>
  run.then(
    () => "answered",
    (error: DendriteError) => `${error.status} ${error.retryAfterMs} ${error.remoteMessage}`,
  )

describe("back-pressure", () => {
  it("is one queue for both wires: 503 and when to try again", async () => {
    const { route, synapse, finish, running } = held()
    const axon = await start({ routes: [route], synapses: [synapse], maxConcurrent: 1, maxWaiting: 0 })
    const dendrite = client()
    const first = statusOf(dendrite.request(target(axon), { path: "/held" }))
    await running(1)
    const full = "503 1000 all places are taken, try again"
    expect(await statusOf(dendrite.synapse(target(axon), synapse.type))).toBe(full)
    expect(await statusOf(dendrite.request(target(axon), { path: "/held" }))).toBe(full)
    finish[0]?.()
    expect(await first).toBe("answered")
    const second = statusOf(dendrite.synapse(target(axon), synapse.type))
    await running(2)
    finish[1]?.()
    expect(await second).toBe("answered")
  })

  it("limits each caller, and gives places back when a request ends", async () => {
    const { synapse, finish, running } = held()
    const tiers = [{ minStake: 0n, requestsPerMinute: 100, concurrent: 1 }]
    const limits = createCallerLimits({ tiers }, systemClock)
    const axon = await start({ synapses: [synapse] }, { limits })
    const dendrite = client()
    const first = statusOf(dendrite.synapse(target(axon), synapse.type))
    await running(1)
    expect(await statusOf(dendrite.synapse(target(axon), synapse.type))).toBe(
      "429 1000 1 requests of this caller are running",
    )
    finish[0]?.()
    expect(await first).toBe("answered")
    expect(await statusOf(dendrite.synapse(target(axon), { name: "Synapse" }))).toBe("answered")
  })
})

describe("closing", () => {
  it("lets running requests of both wires finish, turns others away, and waits for nothing else", async () => {
    const { route, synapse, finish, running } = held()
    const axon = await start({ routes: [route], synapses: [synapse], drainMs: 50_000 })
    const dendrite = client()
    const answers = [
      statusOf(dendrite.request(target(axon), { path: "/held" })),
      statusOf(dendrite.synapse(target(axon), synapse.type)),
    ]
    await running(2)
    const startedAt = performance.now()
    const closed = axon.close()
    // A connection that is open already may still ask, a new one may not.
    expect(await statusOf(dendrite.request(target(axon), { path: "/held" }))).not.toBe("answered")
    for (const end of finish) end()
    expect(await Promise.all(answers)).toEqual(["answered", "answered"])
    // Its clients keep their connections open: the axon does not wait for them to time out.
    await closed
    expect(performance.now() - startedAt).toBeLessThan(40_000)
  })
})

it("cuts off a reader that reads nothing of a large answer", async () => {
  const large: AxonRoute = {
    method: "GET",
    path: "/large",
    public: true,
    handle: async () => ({ status: 200, body: "x".repeat(32 * 1_048_576) }),
  }
  const axon = await start({ routes: [large], stallMs: 100 })
  const socket = connect(axon.port, axon.host, () => socket.write("GET /large HTTP/1.1\r\nhost: x\r\n\r\n"))
  socket.pause()
  await new Promise<void>((resolve) => {
    const look = setInterval(() => socket.write("x"), 50)
    socket.on("error", () => {
      clearInterval(look)
      resolve()
    })
  })
  expect(socket.bytesRead).toBeLessThan(32 * 1_048_576)
})

it("holds the connections of one address down, and does not wait for those that say nothing", async () => {
  const health: AxonRoute = {
    method: "GET",
    path: "/health",
    public: true,
    handle: async () => ({ status: 200, body: "{}" }),
  }
  const axon = await start({ routes: [health], maxConnectionsPerAddress: 2, headerTimeoutMs: 200 })
  const open = async () => {
    const socket = connect(axon.port, axon.host)
    const closed = new Promise<string>((resolve) => {
      let text = ""
      socket.on("data", (chunk) => {
        text += chunk
      })
      socket.on("error", () => {})
      socket.on("close", () => resolve(text))
    })
    await new Promise((resolve) => socket.once("connect", resolve))
    return { closed }
  }
  const [first, second, third] = [await open(), await open(), await open()]
  expect(await third.closed).toBe("")
  // Silence counts as slow headers.
  expect(await first.closed).toMatch(/^HTTP\/1\.1 408/)
  expect(await second.closed).toMatch(/^HTTP\/1\.1 408/)
  expect((await fetch(`${axon.url}/health`)).status).toBe(200)
})
