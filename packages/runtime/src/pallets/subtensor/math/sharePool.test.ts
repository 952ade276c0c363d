import { SafeFloat } from "@taonet/primitives/safeFloat"
import { describe, expect, it } from "vitest"
import vectors from "../../../../../../vectors/math/share_pool.json" with { type: "json" }
import { addsShares, type SharePool, updateAll, updateOne, valueOfShare } from "./sharePool.ts"

const EMPTY: SharePool = { sharedValue: 0n, denominator: SafeFloat.ZERO }

describe("sharePool", () => {
  it.each(vectors.cases.map((c, index) => ({ index, ...c })))(
    "equals recorded pool $index",
    ({ input, expected }) => {
      let pool = EMPTY
      const shares = new Map([1, 2, 3, 4].map((key) => [key, SafeFloat.ZERO]))
      const states = input.ops.map((op) => {
        if (op.op === "all") {
          pool = updateAll(pool, BigInt(op.amount))
        } else {
          const update = updateOne(pool, shares.get(op.key!)!, BigInt(op.amount))
          pool = update.pool
          shares.set(op.key!, update.share)
        }
        return {
          shared_value: pool.sharedValue.toString(),
          denominator_mantissa: pool.denominator.mantissa.toString(),
          denominator_exponent: Number(pool.denominator.exponent),
          keys: [...shares].map(([key, share]) => ({
            key,
            share_mantissa: share.mantissa.toString(),
            share_exponent: Number(share.exponent),
            value: valueOfShare(pool, share).toString(),
          })),
        }
      })
      expect(states).toEqual(expected)
    },
  )

  it("refuses what would get no share", () => {
    const { pool } = updateOne(EMPTY, SafeFloat.ZERO, 1_000n)
    expect(addsShares(EMPTY, 0n)).toBe(true)
    expect(addsShares(pool, 1n)).toBe(true)
    expect(addsShares(pool, 0n)).toBe(false)
    expect(addsShares({ ...pool, sharedValue: 0n }, 1n)).toBe(false)
  })
})
