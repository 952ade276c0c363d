import { storage as drand } from "@taonet/runtime/pallets/drand/schema"
import { local } from "@taonet/runtime/specs/local"
import { expect, test } from "vitest"
import { startDevChain } from "../chain.ts"
import { adoptBeacon } from "./beacon.ts"

test("a chain that knew quicknet has pulses of its own once it has another beacon", async () => {
  await using chain = await startDevChain({ spec: local, blockTime: "manual" })
  const last = () => drand.LastStoredRound.get(chain.node.chain.open(chain.head().hash))
  await chain.mine({ count: 5 })
  expect(last()).toBe(0n)
  expect(await adoptBeacon({ chain: chain.node.chain, dev: chain })).toBe(true)
  await chain.mine({ count: 5 })
  const round = last()
  expect(round).toBeGreaterThan(0n)
  await chain.mineToRound(round + 10n)
  expect(last()).toBe(round + 10n)
  expect(await adoptBeacon({ chain: chain.node.chain, dev: chain })).toBe(false)
})
