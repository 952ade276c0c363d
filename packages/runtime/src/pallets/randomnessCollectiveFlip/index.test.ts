import type { Hex } from "@taonet/primitives/hex"
import { expect, it } from "vitest"
import { storage as system } from "../system/schema.ts"
import { createTestState } from "../utility/dispatch.testkit.ts"
import { randomnessCollectiveFlip } from "./index.ts"
import { storage } from "./schema.ts"

const hashOf = (block: number): Hex => `0x${block.toString(16).padStart(64, "0")}`

it("keeps the last 81 parent hashes in a ring", () => {
  const state = createTestState([randomnessCollectiveFlip])
  for (let block = 1; block <= 83; block++) {
    system.ParentHash.set(state, hashOf(block - 1))
    randomnessCollectiveFlip.hooks?.onInitialize?.(state, block)
  }
  const hashes = storage.RandomMaterial.get(state)
  expect(hashes).toHaveLength(81)
  expect(hashes.slice(0, 3)).toEqual([hashOf(81), hashOf(82), hashOf(2)])
  expect(hashes.at(-1)).toBe(hashOf(80))
})
