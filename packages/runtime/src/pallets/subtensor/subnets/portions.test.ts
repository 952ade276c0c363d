import type { Hex } from "@taonet/primitives/hex"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { portions } from "./settlement.ts"

const account = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`

describe("portions", () => {
  it("gives spare rao to those that rounding cost most, the first of equals", () => {
    const positions = [1n, 1n, 1n].map((alpha, n) => ({ coldkey: account(3 - n), alpha }))
    expect(portions(10n, 3n, positions)).toEqual([
      [account(1), 3n],
      [account(2), 3n],
      [account(3), 4n],
    ])
  })

  it("leaves to the pool what its own alpha stands for, rounded up", () => {
    expect(portions(10n, 3n, [{ coldkey: account(1), alpha: 1n }])).toEqual([[account(1), 3n]])
    expect(portions(10n, 0n, [])).toEqual([])
  })

  it("never gives more than the pot, and all of it when all alpha is staked", () => {
    const position = fc.record({ coldkey: fc.nat(4).map(account), alpha: fc.bigInt(1n, 10n ** 18n) })
    fc.assert(
      fc.property(
        fc.array(position, { minLength: 1 }),
        fc.bigInt(0n, 10n ** 16n),
        fc.nat(3),
        (list, pot, own) => {
          const staked = list.reduce((sum, { alpha }) => sum + alpha, 0n)
          const paid = portions(pot, staked + BigInt(own), list).reduce((sum, [, tao]) => sum + tao, 0n)
          expect(paid <= pot).toBe(true)
          if (own === 0) expect(paid).toBe(pot)
        },
      ),
    )
  })
})
