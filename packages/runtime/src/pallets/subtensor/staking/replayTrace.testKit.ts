/**
 * Judges calls one by one against traces of the real pallets (vectors/traces): each runs on the recorded state before it, then the recorded
 * changes are applied, so differences do not add up. The traces are of spec 425; `knownDifferences` names what 461 stores otherwise.
 */
import { readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { DispatchFailure, ModuleError } from "@taonet/frame/errors"
import { type Origin, rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { StorageEntryInfo } from "@taonet/frame/schema/storage"
import { createState, type State } from "@taonet/frame/state"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { storage as system } from "../../system/schema.ts"

type RecordedKey = [id: number, item: string, keys: unknown[], raw: Hex]
type RecordedChange = [id: number, raw: Hex | null, decoded: unknown]
type RecordedCall = Record<string, Record<string, Record<string, unknown>>>

interface Line {
  readonly t: "header" | "genesis" | "set" | "call" | "block"
  readonly b?: number
  readonly who?: string
  readonly call?: RecordedCall
  readonly ok?: boolean
  readonly err?: string
  readonly guard?: string
  readonly ev?: unknown[]
  readonly k?: RecordedKey[]
  readonly ch?: RecordedChange[]
}

/** Runs a recorded call; undefined when this replay does not judge it. */
export type Judge = (
  name: string,
  args: Record<string, unknown>,
) => ((state: State, origin: Origin) => void) | undefined

export interface JudgedCall {
  readonly line: number
  readonly call: string
  readonly recorded: Outcome
  readonly ours: Outcome
}

export interface Outcome {
  readonly error: string | undefined
  readonly events: unknown[]
  /** By `Pallet.Item [keys]`: raw value, or null for a removed entry. */
  readonly changes: Record<string, Hex | null>
}

const AUTHOR: Hex = `0x3930${"00".repeat(30)}`

export function replay(
  file: string | URL,
  judge: Judge,
  knownDifferences: readonly StorageEntryInfo[],
): JudgedCall[] {
  const lines = gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n")
  const store = createMemoryStore(new Map())
  const known = new Map<number, RecordedKey>()
  const judged: JudgedCall[] = []
  lines.forEach((text, index) => {
    const line = JSON.parse(text) as Line
    for (const key of line.k ?? []) known.set(key[0], key)
    const names = new Map(
      [...known.values()].map(([, item, keys, raw]) => [bytesToKey(fromHex(raw)), label(item, keys)]),
    )
    const [pallet, [name, args] = []] = callOf(line)
    const run =
      pallet === "SubtensorModule" && name && line.guard === undefined ? judge(name, args ?? {}) : undefined
    if (run) {
      const wanted = (key: string) => !knownDifferences.some((item) => key.startsWith(item.prefix()))
      const recorded = recordedOutcome(line, known, wanted)
      judged.push({
        line: index + 1,
        call: JSON.stringify(line.call),
        recorded,
        ours: ourOutcome(store, line, run, names, wanted),
      })
    }
    store.batch(
      new Map(
        (line.ch ?? []).map(([id, raw]) => [
          bytesToKey(fromHex(known.get(id)![3])),
          raw === null ? undefined : fromHex(raw),
        ]),
      ),
    )
  })
  return judged
}

function callOf(line: Line): [pallet?: string, call?: [name: string, args: Record<string, unknown>]] {
  if (line.t !== "call" || !line.call) return []
  const [pallet, calls] = Object.entries(line.call)[0]!
  return [pallet, Object.entries(calls)[0]!]
}

function recordedOutcome(
  line: Line,
  known: Map<number, RecordedKey>,
  wanted: (key: string) => boolean,
): Outcome {
  const changes: [string, Hex | null][] = []
  for (const [id, after] of line.ch ?? []) {
    const [, item, keys, raw] = known.get(id)!
    if (wanted(bytesToKey(fromHex(raw)))) changes.push([label(item, keys), after])
  }
  return { error: line.err ?? undefined, events: line.ev ?? [], changes: sorted(changes) }
}

function ourOutcome(
  store: ReturnType<typeof createMemoryStore>,
  line: Line,
  run: (state: State, origin: Origin) => void,
  names: Map<string, string>,
  wanted: (key: string) => boolean,
): Outcome {
  const overlay = createOverlay(store)
  const noDispatcher = { dispatch: never, info: never }
  const state = createState(overlay, new Map(), noDispatcher)
  state.author = AUTHOR
  system.Number.set(state, line.b ?? 0)
  const origin = line.who === "root" ? rootOrigin : signedOrigin(account(line.who ?? ""))
  let error: string | undefined
  try {
    state.transaction(() => run(state, origin))
  } catch (failure) {
    if (!(failure instanceof DispatchFailure)) throw failure
    error = errorName(failure)
  }
  const changes: [string, Hex | null][] = []
  for (const [key, value] of overlay.changes()) {
    const before = store.get(key)
    const after = value === undefined ? null : toHex(value)
    if (key === system.Number.key() || (before ? toHex(before) : null) === after || !wanted(key)) continue
    changes.push([names.get(key) ?? `new ${toHex(keyToBytes(key))}`, after])
  }
  const events = state.events.map(({ event }) =>
    plain({ [event.type]: { [event.value.type]: event.value.value } }),
  )
  return { error, events, changes: sorted(changes) }
}

function errorName(failure: DispatchFailure): string {
  if (failure instanceof ModuleError) return `${failure.def.pallet}.${failure.def.name}`
  return failure.value.type === "Token" ? `Token(${failure.value.value})` : failure.value.type
}

const label = (item: string, keys: unknown[]): string => `${item} ${JSON.stringify(keys)}`

const sorted = (changes: readonly (readonly [string, Hex | null])[]): Record<string, Hex | null> =>
  Object.fromEntries([...changes].sort(([a], [b]) => (a < b ? -1 : 1)))

/** `@7` is the account of 32 bytes 7. */
export const account = (name: string): Hex =>
  name.startsWith("@") ? toHex(new Uint8Array(32).fill(Number(name.slice(1)))) : (name as Hex)

/** Our values in the traces' spelling. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint")
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString()
  if (typeof value === "string")
    return /^0x(..)\1{31}$/.test(value) ? `@${Number.parseInt(value.slice(2, 4), 16)}` : value
  if (Array.isArray(value)) return value.map(plain)
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]))
  }
  return value
}

function never(): never {
  throw new Error("a replayed call dispatches nothing")
}
