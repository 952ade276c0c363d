import type { Hex } from "@taonet/primitives/hex"
import { bytes, u32, vec } from "@taonet/primitives/scale/index"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { describe, expect, test } from "vitest"
import { DispatchFailure, ensure, fail, InvariantError, ModuleError } from "../errors.ts"
import {
  ensureNone,
  ensureRoot,
  ensureSigned,
  ensureSignedOrRoot,
  noneOrigin,
  type Origin,
  rootOrigin,
  signedOrigin,
  withFilter,
} from "../origin.ts"
import { definePallet } from "../pallet.ts"
import { call, defineCalls } from "../schema/calls.ts"
import { defineErrors } from "../schema/errors.ts"
import { defineEvents, event } from "../schema/events.ts"
import { definePalletSchema } from "../schema/pallet.ts"
import { defineStorage, value } from "../schema/storage.ts"
import { createState } from "../state.ts"
import { createDispatcher, type DispatcherOptions, type Guard } from "./dispatcher.ts"

const calls = defineCalls("Sample", {
  add: call(0, "Adds", { amount: u32 }),
  add_and_fail: call(1, "Adds and fails", { amount: u32 }),
  break_rules: call(2, "Has a bug", {}),
  store: call(3, "Costs by length", { data: bytes, list: vec(u32) }),
  nothing: call(4, "Has no logic", {}),
})
const storage = defineStorage("Sample", { Sum: value("Sum", u32, 0) })
const events = defineEvents("Sample", { Added: event(0, "Added", u32) })
const errors = defineErrors("Sample", 9, { First: "first", Second: "second" })
const weights = {
  add: { refTime: 1000, proofSize: 10, reads: 1, writes: 2 },
  store: {
    refTime: 5,
    proofSize: 1,
    reads: 0,
    writes: 0,
    class: "Operational" as const,
    perItem: { "data.len()": { refTime: 7, proofSize: 2, reads: 0, writes: 1 } },
  },
}
const schema = definePalletSchema({
  name: "Sample",
  index: 9,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants: {}, weights },
  enums: {},
})

const pallet = definePallet(schema, calls, {
  calls: {
    add(state, origin, { amount }) {
      ensureSignedOrRoot(origin)
      storage.Sum.mutate(state, (sum) => sum + amount)
      events.Added.deposit(state, amount)
      return { pays: "No" }
    },
    add_and_fail(state, _origin, { amount }) {
      storage.Sum.set(state, amount)
      events.Added.deposit(state, amount)
      fail(errors.Second)
    },
    break_rules() {
      throw new InvariantError("a bug")
    },
  },
  info: {
    add_and_fail: ({ amount }: { amount: number }, base) => ({ ...base, pays: amount > 5 ? "No" : "Yes" }),
  },
})

const alice: Hex = `0x${"aa".repeat(32)}`
const filtered = defineErrors("System", 0, { CallFiltered: "filtered" }).CallFiltered

function setUp(options: Partial<DispatcherOptions> = {}) {
  const dispatcher = createDispatcher({
    pallets: [pallet],
    guards: [],
    filter: () => true,
    filtered: () => new ModuleError(filtered),
    withoutLogic: () => new DispatchFailure({ type: "Unavailable" }),
    ...options,
  })
  const state = createState(createOverlay(createMemoryStore()), new Map(), dispatcher)
  return { dispatcher, state, sum: () => storage.Sum.get(state) }
}

const add = calls.add.make({ amount: 3 })

describe("a dispatch", () => {
  test("runs the handler and reports what it reports", () => {
    const { dispatcher, state, sum } = setUp()
    expect(dispatcher.dispatch(state, signedOrigin(alice), add)).toEqual({ ok: true, post: { pays: "No" } })
    expect(sum()).toBe(3)
    expect(state.events).toEqual([
      {
        phase: { type: "Initialization" },
        event: { type: "Sample", value: { type: "Added", value: 3 } },
        topics: [],
      },
    ])
  })

  test("that fails leaves neither storage nor events, and gives the error's wire form", () => {
    const { dispatcher, state, sum } = setUp()
    const result = dispatcher.dispatch(state, rootOrigin, calls.add_and_fail.make({ amount: 3 }))
    expect(result).toMatchObject({
      ok: false,
      error: { value: { type: "Module", value: { index: 9, error: Uint8Array.of(1, 0, 0, 0) } } },
    })
    expect([sum(), state.events]).toEqual([0, []])
  })

  test("does not swallow our own bugs", () => {
    const { dispatcher, state } = setUp()
    expect(() => dispatcher.dispatch(state, rootOrigin, calls.break_rules.make({}))).toThrow(InvariantError)
  })

  test("of a call without logic is unavailable", () => {
    const { dispatcher, state } = setUp()
    for (const missing of [calls.nothing.make({}), { type: "Elsewhere", value: { type: "any" } }])
      expect(dispatcher.dispatch(state, rootOrigin, missing)).toMatchObject({
        ok: false,
        error: { value: { type: "Unavailable" } },
      })
  })
})

describe("the filter", () => {
  const closed = { filter: () => false }
  test("stops everybody but root, and is skipped by order of root", () => {
    const { dispatcher, state } = setUp(closed)
    const as = (origin: Origin, bypassFilter = false) =>
      dispatcher.dispatch(state, origin, add, { bypassFilter }).ok
    expect([as(signedOrigin(alice)), as(noneOrigin), as(rootOrigin), as(signedOrigin(alice), true)]).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  test("of an origin adds to the chain's, and filters add up", () => {
    const { dispatcher, state } = setUp()
    const once = withFilter(signedOrigin(alice), () => true)
    const twice = withFilter(once, ({ value: { type } }) => type !== "add")
    expect(dispatcher.dispatch(state, once, add).ok).toBe(true)
    expect(
      dispatcher.dispatch(
        state,
        withFilter(twice, () => true),
        add,
      ),
    ).toMatchObject({
      ok: false,
      error: { def: { name: "CallFiltered" } },
    })
    expect(withFilter(rootOrigin, () => false)).toBe(rootOrigin)
  })
})

describe("guards", () => {
  const guard: Guard = {
    weight: { ref_time: 1n, proof_size: 100n },
    applies: ({ value: { type } }) => type === "add",
    check: (_state, _origin, { value: { value: args } }) =>
      ensure((args as { amount: number }).amount < 5, errors.First),
  }
  test("see signed calls, before the filter and whether or not it is bypassed", () => {
    const { dispatcher, state } = setUp({ guards: [guard], filter: () => false })
    const many = calls.add.make({ amount: 5 })
    const failed = { ok: false, error: { def: { name: "First" } } }
    expect(dispatcher.dispatch(state, signedOrigin(alice), many)).toMatchObject(failed)
    expect(dispatcher.dispatch(state, signedOrigin(alice), many, { bypassFilter: true })).toMatchObject(
      failed,
    )
    expect(dispatcher.dispatch(state, rootOrigin, many).ok).toBe(true)
  })

  test("weigh on the calls that they cover", () => {
    const { dispatcher } = setUp({ guards: [guard] })
    expect(dispatcher.info(add).weight).toEqual({
      ref_time: 1000n + 25_000_000n + 200_000_000n + 1n,
      proof_size: 110n,
    })
    expect(dispatcher.info(calls.nothing.make({})).weight.proof_size).toBe(0n)
  })
})

describe("the declared cost", () => {
  test("grows with the argument that the table names", () => {
    const { dispatcher } = setUp()
    const info = dispatcher.info(calls.store.make({ data: new Uint8Array(3), list: [1, 2] }))
    expect(info).toEqual({
      weight: { ref_time: 5n + 3n * (7n + 100_000_000n), proof_size: 7n },
      class: "Operational",
      pays: "Yes",
    })
  })

  test("follows the pallet's own rule", () => {
    const { dispatcher } = setUp()
    const pays = (amount: number) => dispatcher.info(calls.add_and_fail.make({ amount })).pays
    expect([pays(5), pays(6)]).toEqual(["Yes", "No"])
  })
})

test("origins are told apart", () => {
  expect(ensureSigned(signedOrigin(alice))).toBe(alice)
  expect(ensureSignedOrRoot(rootOrigin)).toBeUndefined()
  const wrong: (() => void)[] = [
    () => ensureSigned(rootOrigin),
    () => ensureSigned(noneOrigin),
    () => ensureSignedOrRoot(noneOrigin),
    () => ensureRoot(signedOrigin(alice)),
    () => ensureNone(rootOrigin),
  ]
  for (const check of wrong) expect(check).toThrow(DispatchFailure)
})

test("a pallet has no logic for calls that it does not declare", () => {
  expect(() => definePallet(schema, calls, { calls: { other: () => {} } } as never)).toThrow(InvariantError)
})
