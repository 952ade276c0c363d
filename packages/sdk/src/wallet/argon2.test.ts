import { argon2i } from "@noble/hashes/argon2.js"
import { utf8 } from "@taonet/primitives/bytes"
import { toHex } from "@taonet/primitives/hex"
import { expect, test } from "vitest"
import { argon2iKey } from "./argon2.ts"

const salt = Uint8Array.from({ length: 16 }, (_, i) => i)

test.each([
  [1, 8],
  [2, 8],
  [3, 37],
  [2, 513],
  [3, 1024],
])("the key of %i passes over %i KiB is what an independent implementation gives", (passes, kibibytes) => {
  const password = utf8(`pass ${passes} word ${kibibytes}`)
  const expected = argon2i(password, salt, { t: passes, m: kibibytes, p: 1, dkLen: 32 })
  expect(toHex(argon2iKey(password, salt, { passes, kibibytes }))).toBe(toHex(expected))
})

test("less memory than eight blocks, or no pass, is refused", () => {
  expect(() => argon2iKey(utf8("a"), salt, { passes: 1, kibibytes: 7 })).toThrow(RangeError)
  expect(() => argon2iKey(utf8("a"), salt, { passes: 0, kibibytes: 8 })).toThrow(RangeError)
})
