/** For tests of pallets: a state over a network's genesis, and calls as users make them. Never imported by product code. */
import type { DispatchResult } from "@taonet/frame/dispatch/dispatcher"
import { InvariantError } from "@taonet/frame/errors"
import { noneOrigin, type Origin, rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { violationText, watchBooks } from "./invariants/index.ts"
import { slotDigest } from "./pallets/aura/index.ts"
import { notingDispatcher } from "./reached.testkit.ts"
import { createRuntime } from "./runtime.ts"
import type { ChainSpec } from "./specs/chainSpec.ts"
import { local } from "./specs/local.ts"

/** Who calls: an account that signs, or one of the origins without one. */
export type Caller = Hex | "root" | "none"

export interface TestChain {
  readonly state: State
  /** Dispatches a call without transaction: no fee, no nonce. */
  call(caller: Caller, call: RuntimeCallValue): DispatchResult
  /**
   * Runs whole blocks: hooks and the timestamp inherent. Raises InvariantError when a block breaks an invariant that held before the first:
   * tests may write what they like between blocks, blocks must not make it worse.
   */
  runBlocks(count: number): void
  /** Names of the events so far, as `Pallet.Event`; then forgets them. */
  takeEvents(): string[]
}

export function createTestChain(spec: ChainSpec = local): TestChain {
  const runtime = createRuntime(spec)
  const opened = runtime.open(createOverlay(createMemoryStore(runtime.genesis())))
  const state: State = { ...opened, dispatcher: notingDispatcher(opened.dispatcher) }
  let number = 0
  return {
    state,
    call: (caller, call) => state.dispatcher.dispatch(state, originOf(caller), call),
    runBlocks(count) {
      const books = watchBooks(state)
      for (let i = 0; i < count; i++) {
        // A block stores its own events; those before are kept for `takeEvents`.
        const before = state.events.splice(0)
        number++
        const timestampMs = BigInt(number * runtime.slotDurationMs)
        runtime.initializeBlock(state, {
          number,
          parentHash: `0x${number.toString(16).padStart(64, "0")}`,
          digest: [slotDigestAt(timestampMs, runtime.slotDurationMs)],
        })
        for (const inherent of runtime.inherents(state, { timestampMs }))
          runtime.applyExtrinsic(state, inherent)
        runtime.finalizeBlock(state)
        const [violation] = books.look(state)
        if (violation) throw new InvariantError(violationText(violation))
        state.events.unshift(...before)
      }
    },
    takeEvents: () => state.events.splice(0).map(({ event }) => `${event.type}.${event.value.type}`),
  }
}

function originOf(caller: Caller): Origin {
  if (caller === "root") return rootOrigin
  return caller === "none" ? noneOrigin : signedOrigin(caller)
}

const slotDigestAt = (timestampMs: bigint, slotDurationMs: number) =>
  slotDigest(timestampMs / BigInt(slotDurationMs))
