import { beaconPublicKey } from "@taonet/primitives/bls/pulse"
import { keyOf } from "@taonet/runtime/executive/transactions.testkit"
import { offlineBeacon, roundTimeMs } from "@taonet/runtime/pallets/drand/beacon"
import { quicknet } from "@taonet/runtime/pallets/drand/quicknet"
import { storage as drand } from "@taonet/runtime/pallets/drand/schema"
import { makePulse } from "@taonet/runtime/pallets/drand/transaction"
import type { BeaconConfiguration } from "@taonet/runtime/pallets/drand/types"
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"
import { afterEach, expect, test } from "vitest"
import { fakeClock } from "../fakeClock.testkit.ts"
import { noLog } from "../log.ts"
import type { Node } from "../node.ts"
import type { Pool } from "../pool/pool.ts"
import { startLocalNode } from "../testKit.ts"
import { followBeacon } from "./follower.ts"

const secret = new Uint8Array(32).fill(9)
const beacon: BeaconConfiguration = { ...quicknet, public_key: beaconPublicKey(secret) }
const startMs = Number(roundTimeMs(beacon, 100n))

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A node whose relay has all rounds up to the clock's, unless it is down. */
async function start(config = beacon, ownPool?: Pick<Pool, "submit">) {
  const clock = fakeClock(startMs)
  const spec = { ...local, genesis: { ...local.genesis, drand: config } }
  const node: Node = await startLocalNode({ runtime: createRuntime(spec), clock, blockTimeMs: "manual" })
  const asked: (bigint | "latest")[] = []
  const relay = { down: false, latest: 100n }
  const follower = followBeacon({
    chain: node.chain,
    pool: ownPool ?? node.pool,
    clock,
    log: noLog,
    pair: keyOf("//Drand"),
    fetchPulse: async (_beacon, round) => {
      asked.push(round)
      if (relay.down) throw new Error("down")
      return makePulse(secret, round === "latest" ? relay.latest : round)
    },
  })
  closers.push(async () => {
    follower.close()
    await node.close()
  })
  const produce = async (): Promise<void> => {
    await node.engine.produce()
    await clock.advance(0)
  }
  const last = () => drand.LastStoredRound.get(node.chain.open(node.chain.head().hash))
  return { node, clock, asked, relay, follower, produce, last }
}

test("starts with the latest pulse, then fetches each round once when it is out", async () => {
  const { clock, asked, produce, last } = await start()
  await produce()
  await produce()
  expect([asked, last()]).toEqual([["latest"], 100n])
  await produce()
  expect(asked).toEqual(["latest"])
  await clock.advance(6000)
  await produce()
  expect(asked).toEqual(["latest", 101n, 102n])
  await produce()
  expect([asked.length, last()]).toEqual([3, 102n])
})

test("leaves failing relays alone for a while, and goes on where it was", async () => {
  const { clock, asked, relay, produce, last } = await start()
  relay.down = true
  for (let i = 0; i < 3; i++) await produce()
  expect(asked).toEqual(["latest"])
  relay.down = false
  await clock.advance(3000)
  await produce()
  await produce()
  expect([asked, last()]).toEqual([["latest", "latest", 101n], 100n])
})

test("is never more than 50 rounds ahead of the chain, and sends anew what was lost", async () => {
  const sent: Uint8Array[] = []
  const lossy: Pick<Pool, "submit"> = {
    submit: (bytes) => {
      sent.push(bytes)
      return { hash: "0x", unwatch: () => {} }
    },
  }
  const { node, asked, relay, produce } = await start(beacon, lossy)
  relay.latest = 40n
  await produce()
  expect(sent.length).toBe(1)
  node.pool.submit(sent[0]!)
  await produce()
  await produce()
  expect(asked).toEqual(["latest", ...Array.from({ length: 50 }, (_, i) => BigInt(41 + i))])
  for (let i = 0; i < 4; i++) await produce()
  expect(asked.at(51)).toBe(41n)
})

test("has nothing to do for a chain with a beacon of its own, nor when it is closed", async () => {
  const own = await start(offlineBeacon(beaconPublicKey(secret)))
  await own.produce()
  const closed = await start()
  closed.follower.close()
  await closed.produce()
  expect([own.asked, closed.asked]).toEqual([[], []])
})
