import { DispatchFailure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { issuance, sumOfAccounts } from "../../executive/transactions.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain } from "../../testKit.ts"
import { storage as subtensor } from "../subtensor/schema.ts"
import { storage as system } from "../system/schema.ts"
import { mutateAccount } from "./account.ts"
import {
  burnFrom,
  credit,
  creditWherePossible,
  debit,
  deposit,
  freeBalance,
  mintInto,
  reducibleBalance,
  transfer,
  withdraw,
} from "./currency.ts"
import { calls, constants, storage } from "./schema.ts"

/* pallet_balances as the chain configures it: existential deposit 500 rao, dust is burned. */

const { Alice, Bob } = devAccounts
const minimum = 500n
const people: readonly Hex[] = [1, 2, 3, 4].map((n) => `0x${n.toString(16).padStart(64, "0")}` as Hex)
const [one = Alice, two = Bob, three = Alice] = people

const fails = (body: () => void): unknown => {
  try {
    body()
  } catch (error) {
    if (error instanceof DispatchFailure) return error.value
    throw error
  }
  return "no failure"
}
const token = (value: string) => ({ type: "Token", value })

function books() {
  const chain = createTestChain()
  const { state } = chain
  deposit(state, one, 10_000n)
  deposit(state, two, 10_000n)
  chain.takeEvents()
  return { ...chain, state }
}

const freeze = (state: State, who: Hex, frozen: bigint) =>
  mutateAccount(state, who, (data) => ({ ...data, frozen }))
const reserve = (state: State, who: Hex, amount: bigint) =>
  mutateAccount(state, who, (data) => ({
    ...data,
    free: data.free - amount,
    reserved: data.reserved + amount,
  }))

describe("whatever people do", () => {
  const who = fc.constantFrom(...people)
  const amount = fc.oneof(fc.bigInt(0n, 1500n), fc.bigInt(0n, 12_000n))
  const existence = fc.constantFrom("AllowDeath" as const, "KeepAlive" as const)
  const steps: fc.Arbitrary<(state: State) => void> = fc.oneof(
    fc.tuple(who, who, amount, existence).map(
      ([from, to, value, kind]) =>
        (state: State) =>
          transfer(state, from, to, value, kind),
    ),
    fc.tuple(who, amount).map(
      ([to, value]) =>
        (state: State) =>
          mintInto(state, to, value),
    ),
    fc.tuple(who, amount).map(
      ([from, value]) =>
        (state: State) =>
          burnFrom(state, from, value, "Expendable"),
    ),
    fc.tuple(who, amount, existence).map(
      ([from, value, kind]) =>
        (state: State) =>
          withdraw(state, from, value, kind),
    ),
    fc.tuple(who, amount).map(
      ([on, value]) =>
        (state: State) =>
          freeze(state, on, value),
    ),
    fc.tuple(who, amount).map(([on, value]) => (state: State) => {
      if (value <= reducibleBalance(state, on, "Preserve")) reserve(state, on, value)
    }),
  )

  test("the issuance is the sum of the accounts, and no account lives on less than the existential deposit", () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 40 }), (sequence) => {
        const { state } = books()
        for (const step of sequence) fails(() => state.transaction(() => step(state)))
        expect(issuance(state)).toBe(sumOfAccounts(state))
        for (const account of people) {
          const { data, providers, consumers } = system.Account.get(state, account)
          if (!system.Account.has(state, account)) continue
          expect(data.free >= minimum || data.reserved > 0n).toBe(true)
          expect(providers).toBe(data.free >= minimum ? 1 : 0)
          expect(consumers).toBe(data.reserved > 0n || data.frozen > 0n ? 1 : 0)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe("a transfer", () => {
  test("creates the receiver, in this order of events", () => {
    const { state, takeEvents } = books()
    transfer(state, one, three, 500n, "KeepAlive")
    expect(takeEvents()).toEqual(["System.NewAccount", "Balances.Endowed", "Balances.Transfer"])
    expect(system.Account.get(state, three)).toMatchObject({ nonce: 0, providers: 1, data: { free: 500n } })
  })

  test("may end the sender, whose dust leaves both issuances", () => {
    const { state, takeEvents } = books()
    subtensor.TotalIssuance.set(state, 1000n)
    const before = issuance(state)
    transfer(state, one, two, 9700n, "AllowDeath")
    expect(takeEvents()).toEqual(["System.KilledAccount", "Balances.DustLost", "Balances.Transfer"])
    expect(system.Account.has(state, one)).toBe(false)
    expect(before - issuance(state)).toBe(300n)
    expect(subtensor.TotalIssuance.get(state)).toBe(700n)
  })

  test("fails as the reference does", () => {
    const { state } = books()
    const send = (value: bigint, kind: "AllowDeath" | "KeepAlive" = "AllowDeath", to = two) =>
      fails(() => state.transaction(() => transfer(state, one, to, value, kind)))
    expect(send(10_001n)).toEqual(token("FundsUnavailable"))
    expect(send(2n ** 63n)).toEqual({ type: "Arithmetic", value: "Underflow" })
    expect(send(9_501n, "KeepAlive")).toEqual(token("NotExpendable"))
    expect(send(9_500n, "KeepAlive")).toBe("no failure")
    expect(send(499n, "AllowDeath", three)).toEqual(token("BelowMinimum"))
  })

  test("cannot touch what is frozen, nor the deposit of an account that something holds", () => {
    const { state } = books()
    freeze(state, one, 4000n)
    const send = (value: bigint) =>
      fails(() => state.transaction(() => transfer(state, one, two, value, "AllowDeath")))
    expect(send(6001n)).toEqual(token("Frozen"))
    expect(send(6000n)).toBe("no failure")
    reserve(state, two, 100n)
    expect(fails(() => transfer(state, two, one, 9_900n + 6000n, "AllowDeath"))).toEqual(token("Frozen"))
    expect(reducibleBalance(state, two, "Expendable")).toBe(freeBalance(state, two) - minimum)
  })

  test("of nothing changes nothing and tells it", () => {
    const { state, takeEvents } = books()
    const before = [...state.changes()]
    transfer(state, one, three, 0n, "KeepAlive")
    expect(takeEvents()).toEqual(["Balances.Transfer"])
    expect([...state.changes()]).toEqual(before)
  })
})

describe("accounts", () => {
  test("that only a reserve keeps are not new when they get funds", () => {
    const { state, takeEvents } = books()
    system.Account.mutate(state, three, (info) => ({
      ...info,
      consumers: 1,
      data: { ...info.data, free: 100n, reserved: 900n },
    }))
    takeEvents()
    credit(state, three, 400n)
    // System counts providers and sees a new account; Balances sees data, and endows nobody.
    expect(takeEvents()).toEqual(["System.NewAccount", "Balances.Deposit"])
  })

  test("with a nonce but no funds come to life with the first deposit", () => {
    const { state, takeEvents } = books()
    system.Account.mutate(state, three, (info) => ({ ...info, nonce: 7 }))
    deposit(state, three, 500n)
    expect(takeEvents()).toEqual(["System.NewAccount", "Balances.Endowed", "Balances.Deposit"])
    expect(system.Account.get(state, three)).toMatchObject({ nonce: 7, providers: 1 })
  })

  test("that something consumes cannot be killed", () => {
    const { state } = books()
    reserve(state, one, 1000n)
    const kill = () => mutateAccount(state, one, (data) => ({ ...data, free: 0n }))
    expect(fails(() => state.transaction(kill))).toEqual({ type: "ConsumerRemaining" })
  })

  test("have 16 consumers at most, and none without a provider", () => {
    const { state } = books()
    system.Account.mutate(state, one, (info) => ({ ...info, consumers: 16 }))
    expect(fails(() => freeze(state, one, 1n))).toEqual({ type: "TooManyConsumers" })
    expect(fails(() => freeze(state, three, 1n))).toEqual({ type: "NoProviders" })
  })

  test("that a refund would not bring to life get none", () => {
    const { state, takeEvents } = books()
    expect(creditWherePossible(state, three, 499n)).toBe(0n)
    expect(creditWherePossible(state, three, 500n)).toBe(500n)
    expect(takeEvents().filter((name) => name.startsWith("Balances"))).toEqual([
      "Balances.Deposit",
      "Balances.Endowed",
      "Balances.Deposit",
    ])
  })

  test("pay fees only down to the existential deposit", () => {
    const { state, takeEvents } = books()
    expect(fails(() => debit(state, one, 9501n, "Preserve"))).toEqual(token("FundsUnavailable"))
    debit(state, one, 9500n, "Preserve")
    expect(takeEvents()).toEqual(["Balances.Withdraw"])
  })
})

describe("calls of root", () => {
  const id = (value: Hex) => ({ type: "Id", value }) as const

  test("set balances, and the issuance follows", () => {
    const { state, call, takeEvents } = books()
    const set = (new_free: bigint) => {
      expect(call("root", calls.force_set_balance.make({ who: id(one), new_free })).ok).toBe(true)
      expect(issuance(state)).toBe(sumOfAccounts(state))
      return takeEvents()
    }
    expect(set(12_000n)).toEqual(["Balances.Issued", "Balances.BalanceSet"])
    expect(set(9_000n)).toEqual(["Balances.Rescinded", "Balances.BalanceSet"])
    expect(set(499n)).toEqual(["System.KilledAccount", "Balances.Rescinded", "Balances.BalanceSet"])
    expect(system.Account.has(state, one)).toBe(false)
    expect(set(0n)).toEqual(["Balances.Endowed", "Balances.BalanceSet"])
    expect(system.Account.has(state, one)).toBe(false)
  })

  test("release reserves, as far as there are any", () => {
    const { state, call, takeEvents } = books()
    reserve(state, one, 1000n)
    takeEvents()
    call("root", calls.force_unreserve.make({ who: id(one), amount: 5000n }))
    expect(takeEvents()).toEqual(["Balances.Unreserved"])
    expect(system.Account.get(state, one)).toMatchObject({
      consumers: 0,
      data: { free: 10_000n, reserved: 0n },
    })
    call("root", calls.force_unreserve.make({ who: id(three), amount: 5n }))
    expect(takeEvents()).toEqual([])
  })

  test("correct the issuance within its bounds", () => {
    const { state, call } = books()
    const adjust = (direction: "Increase" | "Decrease", delta: bigint) => {
      const result = call("root", calls.force_adjust_total_issuance.make({ direction, delta }))
      return result.ok ? storage.TotalIssuance.get(state) : result.error.message.split(":")[0]
    }
    const before = issuance(state)
    expect(adjust("Increase", 5n)).toBe(before + 5n)
    expect(adjust("Increase", 2n ** 64n - 1n)).toBe(2n ** 64n - 1n)
    expect(adjust("Decrease", 2n ** 64n - 2n)).toBe(1n)
    expect(adjust("Decrease", 0n)).toBe("Balances.DeltaZero")
    storage.InactiveIssuance.set(state, 1n)
    expect(adjust("Decrease", 1n)).toBe("Balances.IssuanceDeactivated")
  })

  test("are not for others", () => {
    const { call } = books()
    const result = call(Alice, calls.force_set_balance.make({ who: id(one), new_free: 0n }))
    expect(result).toMatchObject({ ok: false, error: { value: { type: "BadOrigin" } } })
  })
})

test("the existential deposit is the metadata's", () => {
  expect(constants.ExistentialDeposit.value).toBe(minimum)
})
