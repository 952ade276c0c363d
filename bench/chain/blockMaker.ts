import type { State } from "@taonet/frame/state"
import { slotDigest } from "@taonet/runtime/pallets/aura/index"
import { blockNumber } from "@taonet/runtime/pallets/system/account"
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"

/** A block in the making. */
export interface OpenBlock {
  readonly number: number
  readonly state: State
  /** Throws unless the transaction is included and its call succeeds. */
  apply(bytes: Uint8Array, signatureVerified: boolean): void
  /** Ends the block and stores what it changed; the state can still be read. */
  finish(): void
}

export interface BlockMaker {
  open(): OpenBlock
}

/** Makes blocks as a node does, each upon the stored state before it, but without pool, state root and header. */
export function createBlockMaker(prepare: (state: State) => void): BlockMaker {
  const runtime = createRuntime(local)
  const store = createMemoryStore(runtime.genesis())
  const first = runtime.open(createOverlay(store.snapshot()))
  prepare(first)
  store.batch(first.changes())

  return {
    open() {
      const state = runtime.open(createOverlay(store.snapshot()))
      const number = blockNumber(state) + 1
      const parentHash = `0x${number.toString(16).padStart(64, "0")}` as const
      runtime.initializeBlock(state, { number, parentHash, digest: [slotDigest(BigInt(number))] })
      const timestampMs = BigInt(number * runtime.slotDurationMs)
      for (const inherent of runtime.inherents(state, { timestampMs }))
        runtime.applyExtrinsic(state, inherent)
      return {
        number,
        state,
        apply(bytes, signatureVerified) {
          const result = runtime.applyExtrinsic(state, bytes, signatureVerified)
          if (result.ok && result.dispatched) return
          throw new Error(
            `not executed: ${JSON.stringify(result)} ${JSON.stringify(state.events.at(-1), text)}`,
          )
        },
        finish() {
          runtime.finalizeBlock(state)
          store.batch(state.changes())
        },
      }
    },
  }
}

const text = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value)
