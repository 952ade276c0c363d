import { DispatchFailure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { issuance, sumOfAccounts } from "../../executive/transactions.testkit.ts"
import { createTestChain } from "../../testKit.ts"
import type { RuntimeHoldReason } from "../../types/holds.ts"
import { errorName } from "../../verdict.testkit.ts"
import { storage as system } from "../system/schema.ts"
import { mutateAccount } from "./account.ts"
import { deposit } from "./currency.ts"
import { burnHeld, heldBalance, hold, release } from "./hold.ts"
import { adjustReserve, reserve, unreserve } from "./reserve.ts"
import { storage } from "./schema.ts"

const who: Hex = `0x${"11".repeat(32)}`
const preimage: RuntimeHoldReason = { type: "Preimage", value: "Preimage" }
const safeMode: RuntimeHoldReason = { type: "SafeMode", value: "EnterOrExtend" }

function books(free = 10_000n) {
  const chain = createTestChain()
  deposit(chain.state, who, free)
  chain.takeEvents()
  return chain
}

const dataOf = (state: State) => system.Account.get(state, who).data
const fails = (state: State, body: () => unknown): string => {
  try {
    state.transaction(body)
  } catch (error) {
    if (error instanceof DispatchFailure) return errorName(error.value)
    throw error
  }
  return "ok"
}

describe("a reserve", () => {
  it("moves TAO out of reach and back, telling each time", () => {
    const { state, takeEvents } = books()
    reserve(state, who, 9500n)
    expect(dataOf(state)).toMatchObject({ free: 500n, reserved: 9500n })
    expect(system.Account.get(state, who)).toMatchObject({ providers: 1, consumers: 1 })
    expect(unreserve(state, who, 9500n)).toBe(9500n)
    expect(dataOf(state)).toMatchObject({ free: 10_000n, reserved: 0n })
    expect(system.Account.get(state, who).consumers).toBe(0)
    expect(takeEvents()).toEqual(["Balances.Reserved", "Balances.Unreserved"])
  })

  it("of nothing, or of nobody's, changes and tells nothing", () => {
    const { state, takeEvents } = books()
    reserve(state, who, 0n)
    expect(unreserve(state, who, 0n)).toBe(0n)
    expect(unreserve(state, `0x${"22".repeat(32)}`, 5n)).toBe(0n)
    expect(takeEvents()).toEqual([])
  })

  it("gives back no more than there is", () => {
    const { state, takeEvents } = books()
    reserve(state, who, 100n)
    takeEvents()
    expect(unreserve(state, who, 1000n)).toBe(100n)
    expect(state.events.at(-1)?.event.value.value).toEqual({ who, amount: 100n })
  })

  it("fails as the reference does, and takes nothing", () => {
    const { state } = books()
    expect(fails(state, () => reserve(state, who, 10_001n))).toBe("Balances.InsufficientBalance")
    expect(fails(state, () => reserve(state, who, 9501n))).toBe("ConsumerRemaining")
    mutateAccount(state, who, (data) => ({ ...data, frozen: 5000n }))
    expect(fails(state, () => reserve(state, who, 5001n))).toBe("Balances.LiquidityRestrictions")
    expect(fails(state, () => reserve(state, who, 5000n))).toBe("ok")
    expect(dataOf(state)).toMatchObject({ free: 5000n, reserved: 5000n })
  })

  it("follows a deposit's size both ways", () => {
    const { state, takeEvents } = books()
    adjustReserve(state, who, 0n, 300n)
    adjustReserve(state, who, 300n, 300n)
    adjustReserve(state, who, 300n, 100n)
    expect(dataOf(state).reserved).toBe(100n)
    expect(takeEvents()).toEqual(["Balances.Reserved", "Balances.Unreserved"])
  })
})

describe("a hold", () => {
  it("keeps each reason apart, inside the reserve, without events", () => {
    const { state, takeEvents } = books()
    hold(state, preimage, who, 1000n)
    hold(state, safeMode, who, 500n)
    hold(state, preimage, who, 1n)
    expect(storage.Holds.get(state, who)).toEqual([
      { id: preimage, amount: 1001n },
      { id: safeMode, amount: 500n },
    ])
    expect(dataOf(state)).toMatchObject({ free: 8499n, reserved: 1501n })
    expect(release(state, preimage, who, 5000n)).toBe(1001n)
    expect(heldBalance(state, preimage, who)).toBe(0n)
    expect(dataOf(state)).toMatchObject({ free: 9500n, reserved: 500n })
    expect(takeEvents()).toEqual([])
  })

  it("needs an account, and leaves it alive", () => {
    const { state } = books()
    const nobody: Hex = `0x${"22".repeat(32)}`
    expect(fails(state, () => hold(state, preimage, nobody, 1n))).toBe("Token.CannotCreateHold")
    expect(fails(state, () => hold(state, preimage, who, 9501n))).toBe("Token.FundsUnavailable")
    expect(fails(state, () => hold(state, preimage, who, 9500n))).toBe("ok")
    // Freezes cover the whole balance, held or not.
    mutateAccount(state, who, (data) => ({ ...data, frozen: 10_000n }))
    expect(release(state, preimage, who, 9500n)).toBe(9500n)
  })

  it("can be destroyed", () => {
    const { state } = books()
    hold(state, safeMode, who, 1000n)
    const before = issuance(state)
    expect(burnHeld(state, safeMode, who, 400n)).toBe(400n)
    expect(before - issuance(state)).toBe(400n)
    expect(heldBalance(state, safeMode, who)).toBe(600n)
  })
})

describe("whatever is reserved and held", () => {
  it("the reserve is never less than the holds, and the issuance is what the accounts have", () => {
    const amount = fc.bigInt(0n, 12_000n)
    const step = fc.tuple(fc.constantFrom("reserve", "unreserve", "hold", "release", "burn"), amount)
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { state } = books()
        let reserves = 0n
        for (const [what, value] of steps) {
          if (what === "reserve" && fails(state, () => reserve(state, who, value)) === "ok") reserves += value
          // A pallet gives back what it took, no more.
          if (what === "unreserve") reserves -= unreserve(state, who, value < reserves ? value : reserves)
          if (what === "hold") fails(state, () => hold(state, preimage, who, value))
          if (what === "release") release(state, preimage, who, value)
          if (what === "burn") burnHeld(state, preimage, who, value)
          expect(dataOf(state).reserved).toBe(reserves + heldBalance(state, preimage, who))
          expect(dataOf(state).free).toBeGreaterThanOrEqual(500n)
        }
        expect(issuance(state)).toBe(sumOfAccounts(state))
      }),
      { numRuns: 100 },
    )
  })
})
