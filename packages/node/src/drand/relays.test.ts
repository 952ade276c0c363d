import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { beaconPublicKey, pulseRandomness, signRound } from "@taonet/primitives/bls/pulse"
import { toHex } from "@taonet/primitives/hex"
import { quicknet } from "@taonet/runtime/pallets/drand/quicknet"
import { afterEach, describe, expect, test } from "vitest"
import { systemClock } from "../clock.ts"
import { createPulseFetcher, RelayError } from "./relays.ts"

const secret = new Uint8Array(32).fill(9)
const beacon = { ...quicknet, public_key: beaconPublicKey(secret) }
const hex = (bytes: Uint8Array): string => toHex(bytes).slice(2)
const answer = (round: number, signed = round): string =>
  JSON.stringify({ round, randomness: "ignored", signature: hex(signRound(secret, BigInt(signed))) })

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A relay on this machine; answers its address, and what it was asked. */
async function relay(body: string | undefined, status = 200): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? "")
    response.statusCode = status
    // Without a body it never answers.
    if (body !== undefined) response.end(body)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

const fetcher = (relays: readonly { url: string }[], timeoutMs = 5000) =>
  createPulseFetcher({ relays: relays.map(({ url }) => url), fetch, clock: systemClock, timeoutMs })

describe("relays", () => {
  test("are asked for the beacon's round, and the pulse comes with its own randomness", async () => {
    const good = await relay(answer(7))
    const pulse = await fetcher([good])(beacon, 7n)
    const signature = signRound(secret, 7n)
    expect(pulse).toEqual({ round: 7n, signature, randomness: pulseRandomness(signature) })
    expect((await fetcher([good])(beacon, "latest")).round).toBe(7n)
    expect(good.asked).toEqual([7, "latest"].map((round) => `/${hex(quicknet.hash)}/public/${round}`))
  })

  test("that lie, fail, talk too much or say nothing do not keep a good one from being heard", async () => {
    const bad = await Promise.all([
      relay(answer(7, 8)),
      relay(answer(8)),
      relay("no JSON"),
      relay("{}"),
      relay(JSON.stringify({ round: 7, signature: "xyz" })),
      relay(answer(7), 500),
      relay(" ".repeat(100_000)),
      relay(undefined),
    ])
    const good = await relay(answer(7))
    expect((await fetcher([...bad, { url: "http://127.0.0.1:1" }, good])(beacon, 7n)).round).toBe(7n)
    const nobody = fetcher([...bad.slice(0, -1), { url: "http://127.0.0.1:1" }])(beacon, 7n)
    await expect(nobody).rejects.toBeInstanceOf(RelayError)
    await expect(fetcher([])(beacon, 7n)).rejects.toBeInstanceOf(RelayError)
  })

  test("have only so much time", async () => {
    const silent = await relay(undefined)
    await expect(fetcher([silent], 50)(beacon, 7n)).rejects.toThrow("no answer in time")
  })
})
