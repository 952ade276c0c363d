import { keyToBytes } from "@taonet/primitives/bytes"
import { bytes, encode, option, tuple, vec } from "@taonet/primitives/scale/index"
import { expect, it } from "vitest"
import { decodeUndo, encodeUndo, undoIn } from "./undo.ts"

it("writes SCALE, of every width of a length, and reads it back", () => {
  for (const length of [0, 1, 63, 64, 16_383, 16_384]) {
    const undo = new Map([
      ["k".repeat(length), new Uint8Array(length).fill(7)],
      ["gone", undefined],
    ])
    const plain = [...undo].map(([key, value]) => [keyToBytes(key), value] as const)
    expect(encodeUndo(undo)).toEqual(encode(vec(tuple(bytes, option(bytes))), plain))
    expect(decodeUndo(encodeUndo(undo))).toEqual(undo)
  }
  const many = new Map(Array.from({ length: 70 }, (_, i) => [String(i), undefined]))
  expect(decodeUndo(encodeUndo(many))).toEqual(many)
  expect(undoIn(Uint8Array.of(4, 4))).toBeUndefined()
})
