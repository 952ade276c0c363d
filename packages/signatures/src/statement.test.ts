import fc from "fast-check"
import { expect, it } from "vitest"
import { holds } from "./accelerated.ts"
import { isWellFormed } from "./statement.ts"
import { portable, signed, statements } from "./statements.testkit.ts"

it("holds as the portable code says, where the faster one panics too", () => {
  fc.assert(
    fc.property(statements, (statement) => {
      expect(holds(statement)).toBe(portable(statement))
    }),
    { numRuns: 300 },
  )
})

it("is no statement with a length that no signature or key has", () => {
  const good = signed("sr25519", new Uint8Array(3))
  expect(isWellFormed(good)).toBe(true)
  expect(isWellFormed({ ...good, signature: good.signature.subarray(1) })).toBe(false)
  expect(isWellFormed({ ...good, account: new Uint8Array(33) })).toBe(false)
})
