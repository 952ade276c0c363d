/** The addon, built from its source as `npm run build:native` does. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { buildNative, missingForNative } from "../../../scripts/native.mjs"
import { cache } from "../../../tests/support/environments.ts"
import { nativeSr25519 } from "./sr25519.ts"
import { portable, statements } from "./statements.testkit.ts"

const missing = missingForNative()

function built() {
  const folder = mkdtempSync(join(tmpdir(), "taonet-native-"))
  const file = join(folder, "sr25519.node")
  try {
    buildNative(file, join(cache, "native"))
    return nativeSr25519(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe.skipIf(missing)(`the native addon${missing ? ` (skipped: ${missing})` : ""}`, () => {
  const { check, sign, allHold } = missing ? ({} as never) : built()

  it("checks as the portable code does", () => {
    fc.assert(
      fc.property(statements, (statement) => {
        const { scheme, signature, message, account } = statement
        expect(check(scheme, signature, message, account)).toBe(portable(statement))
      }),
      { numRuns: 1_000 },
    )
  })

  it("says of many whether all hold, as each would", () => {
    const sr = statements.filter(({ scheme }) => scheme === "sr25519")
    fc.assert(
      fc.property(fc.array(sr, { minLength: 1, maxLength: 6 }), (list) => {
        expect(allHold?.(list)).toBe(list.every(portable))
      }),
      { numRuns: 100 },
    )
  })

  it("takes no key and no signature of another length, and lives on", () => {
    const pair = keypairFromUri("//Alice", "sr25519")
    const message = Uint8Array.of(1, 2, 3)
    const signature = sign(pair.publicKey, pair.secretKey, message)
    for (const length of [0, 31, 63])
      expect(check("sr25519", signature.subarray(0, length), message, pair.publicKey)).toBe(false)
    for (const length of [0, 31, 33])
      expect(check("sr25519", signature, message, new Uint8Array(length))).toBe(false)
    expect(() => sign(pair.publicKey, new Uint8Array(63), message)).toThrow("no sr25519 key")
    expect(() => sign(new Uint8Array(31), pair.secretKey, message)).toThrow("no sr25519 key")
    expect(check("sr25519", signature, message, pair.publicKey)).toBe(true)
  })

  it("signs what the portable code takes, never twice the same", () => {
    const pair = keypairFromUri("//Bob", "sr25519")
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
        const [one, two] = [0, 1].map(() => sign(pair.publicKey, pair.secretKey, message)) as [
          Uint8Array,
          Uint8Array,
        ]
        const [a, b] = [one, two].map((signature) =>
          portable({ scheme: "sr25519", signature, message, account: pair.publicKey }),
        )
        expect([a, b, Buffer.compare(one, two) === 0]).toEqual([true, true, false])
      }),
      { numRuns: 50 },
    )
  })
})
