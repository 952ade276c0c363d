import { bool, encode, u64, vec } from "@taonet/primitives/scale/index"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { expect, test } from "vitest"
import type { State } from "../state.ts"
import { appendBytes, appendBytesOnce, listLength } from "./append.ts"

const fresh = (): State => createOverlay(createMemoryStore()) as State

test("lists that grow by bytes are those that are written at once, at every width of their length", () => {
  const state = fresh()
  const values: bigint[] = []
  for (let i = 0; i < 400; i++) {
    expect(listLength(state, "list")).toBe(i)
    values.push(BigInt(i))
    appendBytes(state, "list", encode(u64, BigInt(i)))
    if ([0, 1, 62, 63, 64].includes(i)) expect(state.get("list")).toEqual(encode(vec(u64), values))
  }
})

test("an element that is there already is not added, and parts of two are none", () => {
  const state = fresh()
  for (const value of [0x0102n, 0x0304n, 0x0102n, 0x0304n, 0x0400_0000_0000_0000n])
    appendBytesOnce(state, "list", encode(u64, value))
  expect(state.get("list")).toEqual(encode(vec(u64), [0x0102n, 0x0304n, 0x0400_0000_0000_0000n]))
  appendBytes(state, "flags", encode(bool, true))
  expect(state.get("flags")).toEqual(encode(vec(bool), [true]))
})
