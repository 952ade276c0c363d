import { createState, type State } from "@taonet/frame/state"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { expect, test } from "vitest"
import { storage as system } from "../../system/schema.ts"
import { storage } from "../schema.ts"
import { drainPendingEmission } from "./drainPending.ts"
import { currentEpoch, deferredEpochs, isEpochDue } from "./schedule.ts"

const hotkey = `0x${"11".repeat(32)}` as const

function stateWith(netuids: readonly number[], tempo: number): State {
  const never = () => {
    throw new Error("nothing is dispatched here")
  }
  const state = createState(createOverlay(createMemoryStore(new Map())), new Map(), {
    dispatch: never,
    info: never,
  })
  for (const netuid of netuids) storage.Tempo.set(state, netuid, tempo)
  storage.MaxEpochsPerBlock.set(state, 2)
  return state
}

/** Drains the block and returns the netuids whose epoch runs. */
function drainAt(state: State, netuids: readonly number[], block: number): number[] {
  system.Number.set(state, block)
  return drainPendingEmission(state, netuids).map(([netuid]) => netuid)
}

test("a subnet is due a tempo after its last epoch, exactly, and never with tempo 0", () => {
  const state = stateWith([1], 10)
  storage.LastEpochBlock.set(state, 1, 5n)
  expect([14n, 15n, 16n].map((block) => isEpochDue(state, 1, block))).toEqual([false, true, true])
  storage.Tempo.set(state, 1, 0)
  expect(isEpochDue(state, 1, 1000n)).toBe(false)
})

test("a pending epoch fires at its block, an overdue one at once", () => {
  const state = stateWith([1], 10)
  storage.LastEpochBlock.set(state, 1, 100n)
  storage.PendingEpochAt.set(state, 1, 103n)
  expect([102n, 103n].map((block) => isEpochDue(state, 1, block))).toEqual([false, true])
  storage.PendingEpochAt.set(state, 1, 0n)
  storage.BlocksSinceLastStep.set(state, 1, 11n)
  expect(isEpochDue(state, 1, 101n)).toBe(true)
})

test("at most MaxEpochsPerBlock run; the rest come in the next block and count the epoch already", () => {
  const netuids = [1, 2, 3]
  const state = stateWith(netuids, 10)
  storage.PendingServerEmission.set(state, 3, 7n)
  expect([...deferredEpochs(state, netuids, 10n)]).toEqual([3])
  expect(drainAt(state, netuids, 10)).toEqual([1, 2])
  expect(storage.PendingEpochAt.get(state, 3)).toBe(11n)
  expect(state.events.at(-1)?.event.value).toEqual({
    type: "EpochDeferred",
    value: { netuid: 3, from_block: 10n, to_block: 11n },
  })
  expect(storage.PendingServerEmission.get(state, 3)).toBe(7n)
  expect([currentEpoch(state, 1), currentEpoch(state, 3)]).toEqual([1n, 1n])
  expect(storage.SubnetEpochIndex.get(state, 3)).toBe(0n)

  expect(drainAt(state, netuids, 11)).toEqual([3])
  expect(storage.PendingEpochAt.get(state, 3)).toBe(0n)
  expect(storage.LastEpochBlock.get(state, 3)).toBe(11n)
  expect(drainAt(state, netuids, 12)).toEqual([])
})

test("doubled hotkeys cost the slot, keep what is pending, and leave room for another subnet", () => {
  const netuids = [1, 2, 3]
  const state = stateWith(netuids, 10)
  storage.SubnetworkN.set(state, 1, 2)
  storage.Keys.set(state, 1, 0, hotkey)
  storage.Keys.set(state, 1, 1, hotkey)
  storage.PendingOwnerCut.set(state, 1, 5n)
  expect(deferredEpochs(state, netuids, 10n).size).toBe(0)
  expect(drainAt(state, netuids, 10)).toEqual([2, 3])
  expect(state.events.map(({ event }) => event.value.type)).toEqual(["EpochSkipped"])
  expect(storage.PendingOwnerCut.get(state, 1)).toBe(5n)
  expect(storage.SubnetEpochIndex.get(state, 1)).toBe(1n)
})

test("blocks since the last epoch are counted up to one more than a tempo", () => {
  const state = stateWith([1], 3)
  storage.MaxEpochsPerBlock.set(state, 0)
  for (let block = 1; block <= 9; block++) drainAt(state, [1], block)
  expect(storage.BlocksSinceLastStep.get(state, 1)).toBe(4n)
})
