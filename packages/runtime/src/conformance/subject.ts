import { rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { Runtime } from "@taonet/frame/runtime"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { equalBytes } from "@taonet/primitives/bytes"
import { fromHex } from "@taonet/primitives/hex"
import { createReader, DecodeError, remaining } from "@taonet/primitives/scale/index"
import { createOverlay } from "@taonet/state/overlay"
import type { KvReader } from "@taonet/state/types"
import { pallets } from "../pallets/index.ts"
import { storage as subtensor } from "../pallets/subtensor/schema.ts"
import { storage as system } from "../pallets/system/schema.ts"
import { palletSchemas } from "../schemas.ts"
import type { NamedEvent, Outcome } from "./outcome.ts"
import { recordedAuthor } from "./recordedNetwork.ts"
import { accountNamed, errorName, recordedPallets, spelled, withNamedErrors } from "./spelling.ts"
import { callName, type TraceLine } from "./trace.ts"

/* Ours under judgement: runs a recorded line on the state before it. */

/** The error of a call that 461 no longer has, or has with other arguments. */
export const noSuchCall = "NoSuchCall"

/** The error of a call whose logic is not built yet. */
export const noLogic = "Unavailable"

export interface RunOptions {
  /** Settings that are no part of the comparison, made before the line. */
  readonly prepare: (state: State) => void
  /** `Pallet.call` that takes the place of the recorded call, with the same arguments. */
  readonly successor: string | undefined
  /** Runs after a line that succeeded. */
  readonly finish: (state: State) => void
}

export function runLine(
  runtime: Runtime,
  before: KvReader,
  line: TraceLine,
  { prepare, successor, finish }: RunOptions,
): Outcome {
  const overlay = createOverlay(before)
  const state = runtime.open(overlay)
  state.author = recordedAuthor
  system.Number.set(state, line.n ?? line.b ?? 0)
  prepare(state)
  const prepared = overlay.changes()
  const error = line.t === "block" ? runBlock(state, line) : runCall(state, line, successor)
  if (error === undefined) finish(state)
  const changes = new Map<string, Uint8Array | undefined>()
  for (const [key, value] of overlay.changes()) {
    const old = prepared.has(key) ? prepared.get(key) : before.get(key)
    if (!sameBytes(old, value)) changes.set(key, value)
  }
  return { error, events: state.events.map(({ event }) => named(event)), changes }
}

/** The block step as it was recorded: `on_finalize` of the block before, then `on_initialize` of this one. */
function runBlock(state: State, { n = 0 }: TraceLine): undefined {
  for (const name of ["Scheduler", "Proxy", "SubtensorModule"]) hooksOf(name)?.onFinalize?.(state, n - 1)
  for (const name of ["SubtensorModule", "Scheduler"]) hooksOf(name)?.onInitialize?.(state, n)
}

const hooksOf = (name: string) => pallets.find(({ schema }) => schema.name === name)?.hooks

function runCall(state: State, line: TraceLine, successor: string | undefined): string | undefined {
  const decoded = decodeCall(line)
  if (!decoded) return noSuchCall
  const call = successor === undefined ? decoded : renamed(decoded, successor)
  const origin = line.who === "root" ? rootOrigin : signedOrigin(accountNamed(line.who ?? ""))
  const result = state.dispatcher.dispatch(state, origin, call)
  if (!result.ok) return errorName(result.error)
  // A dissolved subnet was cleaned up within the call; ours, as 461, does it when the block ends.
  if (subtensor.DissolveCleanupQueue.get(state).length > 0)
    hooksOf("SubtensorModule")?.onIdle?.(state, line.b ?? 0)
  return undefined
}

function renamed({ value }: RuntimeCallValue, name: string): RuntimeCallValue {
  const [pallet = "", type = ""] = name.split(".")
  return { type: pallet, value: { ...value, type } }
}

/** Where the recording runtime takes a plain account, ours takes a `MultiAddress::Id`. */
const multiAddressId = 0

/** The call that the recorded bytes are to us; undefined unless it is the same one, with nothing left over. */
export function decodeCall(line: TraceLine): RuntimeCallValue | undefined {
  const [palletIndex = 0, callIndex = 0, ...args] = fromHex(line.scale ?? "0x")
  const pallet = recordedPallets.get(palletIndex)
  const codec = palletSchemas.find(({ name }) => name === pallet)?.codecs.calls
  if (!pallet || !codec) return undefined
  const address = pallet === "Balances" ? [multiAddressId] : []
  const reader = createReader(Uint8Array.from([callIndex, ...address, ...args]))
  try {
    const value = codec.decodeFrom(reader)
    return remaining(reader) === 0 && `${pallet}.${value.type}` === callName(line)
      ? { type: pallet, value }
      : undefined
  } catch (error) {
    if (error instanceof DecodeError) return undefined
    throw error
  }
}

const named = (event: RuntimeCallValue): NamedEvent => ({
  name: `${event.type}.${event.value.type}`,
  fields: withNamedErrors(spelled(event.value.value), "ours"),
})

export function recordedOutcome(line: TraceLine, changes: Outcome["changes"]): Outcome {
  const events = (line.ev ?? []).map((event): NamedEvent => {
    const [pallet, value] = Object.entries(event)[0] ?? []
    const [name, fields] = typeof value === "string" ? [value, null] : (Object.entries(value ?? {})[0] ?? [])
    return { name: `${pallet}.${name}`, fields: withNamedErrors(fields, "recorded") }
  })
  return { error: line.err ?? undefined, events, changes }
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalBytes(a, b)
}
