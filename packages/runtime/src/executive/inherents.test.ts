import { InvariantError } from "@taonet/frame/errors"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { describe, expect, test } from "vitest"
import { slotDigest } from "../pallets/aura/index.ts"
import { storage as aura } from "../pallets/aura/schema.ts"
import { storage as system } from "../pallets/system/schema.ts"
import { calls as timestamp, storage as timestampStorage } from "../pallets/timestamp/schema.ts"
import { storage as payment } from "../pallets/transactionPayment/schema.ts"
import { createRuntime } from "../runtime.ts"
import { devAccounts } from "../specs/devAccounts.ts"
import { local, localSlow } from "../specs/local.ts"
import { encodeBare } from "./extrinsic.ts"
import { hashAt } from "./transactions.testkit.ts"

/* Slot and time of a block: behaviour/other-pallets.md section 1. */

const badMandatory = { ok: false, error: { type: "Invalid", value: { type: "BadMandatory" } } }
const included = { ok: true, dispatched: true }

function blockAt(slot: bigint, spec = local) {
  const runtime = createRuntime(spec)
  const state = runtime.open(createOverlay(createMemoryStore(runtime.genesis())))
  const start = (number: number, inSlot: bigint) =>
    runtime.initializeBlock(state, { number, parentHash: hashAt(number - 1), digest: [slotDigest(inSlot)] })
  start(1, slot)
  const set = (now: bigint) => runtime.applyExtrinsic(state, encodeBare(timestamp.set.make({ now })))
  return { runtime, state, set, start, end: () => runtime.finalizeBlock(state) }
}

describe("the timestamp", () => {
  test("must come once in every block", () => {
    const block = blockAt(10n)
    expect(() => block.end()).toThrow(InvariantError)
    expect(block.set(2500n)).toEqual(included)
    expect(block.set(2500n)).toEqual(badMandatory)
    block.end()
    expect(timestampStorage.Now.get(block.state)).toBe(2500n)
    expect(timestampStorage.DidUpdate.get(block.state)).toBe(false)
  })

  test("must lie in the block's slot", () => {
    const block = blockAt(10n)
    expect([2499n, 2750n].map((now) => block.set(now))).toEqual([badMandatory, badMandatory])
    expect(block.set(2749n)).toEqual(included)
  })

  test("must rise by half a slot at least", () => {
    const block = blockAt(10n)
    block.set(2740n)
    block.end()
    block.start(2, 11n)
    expect(block.set(2864n)).toEqual(badMandatory)
    expect(block.set(2865n)).toEqual(included)
  })

  test("that the runtime proposes waits for that, too", () => {
    const block = blockAt(10n)
    block.set(2740n)
    block.end()
    block.start(2, 11n)
    const [inherent] = block.runtime.inherents(block.state, { timestampMs: 2750n })
    expect(inherent).toEqual(encodeBare(timestamp.set.make({ now: 2865n })))
  })

  test("has the slot length of the chain", () => {
    const block = blockAt(10n, localSlow)
    expect(block.set(2500n)).toEqual(badMandatory)
    expect(block.set(120_000n)).toEqual(included)
  })

  test("has slots that only rise", () => {
    const block = blockAt(10n)
    block.set(2500n)
    block.end()
    expect(() => block.start(2, 10n)).toThrow(InvariantError)
  })
})

describe("a block", () => {
  test("is authored by the authority whose turn the slot is", () => {
    const block = blockAt(10n)
    expect(block.state.author).toBe(devAccounts.One)
    expect(aura.CurrentSlot.get(block.state)).toBe(10n)
  })

  test("keeps its parent's hash for 2400 blocks, and block 0's for ever", () => {
    const { state, start, set, end } = blockAt(1n)
    set(250n)
    end()
    for (const number of [2, 2401, 2402]) {
      start(number, BigInt(number))
      set(BigInt(number) * 250n)
      end()
    }
    expect([0, 1, 2401].map((number) => system.BlockHash.has(state, number))).toEqual([true, false, true])
  })

  test("leaves the fee multiplier at one", () => {
    const { state, set, end } = blockAt(1n)
    set(250n)
    payment.NextFeeMultiplier.set(state, 5n)
    end()
    expect(payment.NextFeeMultiplier.get(state)).toBe(10n ** 18n)
  })
})
