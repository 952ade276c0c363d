import { keyToBytes } from "@taonet/primitives/bytes"
import { keyOf, signTransaction } from "@taonet/runtime/executive/transactions.testkit"
import { watchBooks } from "@taonet/runtime/invariants/index"
import { storage as balances } from "@taonet/runtime/pallets/balances/schema"
import { calls as sudo } from "@taonet/runtime/pallets/sudo/schema"
import { calls as system } from "@taonet/runtime/pallets/system/schema"
import { expect, it } from "vitest"
import { fakeClock } from "./fakeClock.testkit.ts"
import { fakeRuntime } from "./fakeRuntime.testkit.ts"
import { type BooksWatch, guardBooks } from "./guardBooks.ts"
import { startNode } from "./node.ts"
import { startLocalNode } from "./testKit.ts"

it("makes blocks while the books are right, and none after one that breaks them, which stays readable", async () => {
  const logged: string[] = []
  const node = await startLocalNode({ blockTimeMs: "manual" })
  // A clock that stands: looks take no time.
  guardBooks(node, { watch: watchBooks, log: (_level, message) => logged.push(message), clock: fakeClock() })
  await node.engine.produce(5)
  expect(logged).toEqual([])

  // Root can write any key.
  const state = node.chain.open(node.chain.head().hash)
  const item = [keyToBytes(balances.TotalIssuance.key()), new Uint8Array(8)] as const
  const call = sudo.sudo.make({ call: system.set_storage.make({ items: [item] }) })
  node.pool.submit(signTransaction(state, keyOf("//Alice"), call, {}))
  await node.engine.produce()
  expect(logged[0]).toMatch(
    /^Block #6 breaks Balances.TotalIssuance = all accounts \(TAO\): \d+ rao held, 0 issued$/,
  )
  expect(logged.at(-1)).toBe("No more blocks: the books are off since some block after #5")
  await expect(node.engine.produce()).rejects.toMatchObject({ code: "engine-stopped" })
  expect(await node.request("chain_getHeader", [])).toMatchObject({ number: "0x6" })
  await node.close()
})

it("looks at every block while that is quick, and seldom when it is slow", async () => {
  const clock = fakeClock()
  const node = await startNode({ runtime: fakeRuntime(), clock, blockTimeMs: "manual" })
  let looks = 0
  let lookMs = 2
  let passed = 0
  const watch = (): BooksWatch => ({
    look() {
      looks++
      passed += lookMs
      return []
    },
  })
  const ticking = { ...clock, monotonicMs: () => passed }
  const stop = guardBooks(node, { watch, log: () => {}, clock: ticking })
  await node.engine.produce(10)
  expect(looks).toBe(10)
  lookMs = 100
  await node.engine.produce(10)
  expect(looks).toBe(11)
  passed += 401
  await node.engine.produce(10)
  expect(looks).toBe(12)
  // What was left out is caught up with, also when no more blocks come.
  passed += 401
  await clock.advance(401)
  expect(looks).toBe(13)
  await node.engine.produce()
  stop()
  passed += 1000
  await clock.advance(1000)
  await node.engine.produce()
  expect(looks).toBe(13)
  await node.close()
})
