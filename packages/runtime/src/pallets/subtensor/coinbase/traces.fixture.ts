/** Reads recorded traces of the reference's pallets (vectors/traces) and judges their lines one by one. For tests. */
import { readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { DispatchFailure, ModuleError } from "@taonet/frame/errors"
import { createState, type State } from "@taonet/frame/state"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { storage as system } from "../../system/schema.ts"

export interface TraceLine {
  readonly t: "header" | "genesis" | "set" | "call" | "block"
  /** Block of a `block` line, or that a `call` line stands in. */
  readonly n?: number
  readonly b?: number
  readonly who?: string
  readonly call?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Pallet index of the recording, call index, arguments. */
  readonly scale?: Hex
  readonly err?: string
  readonly ev?: readonly Readonly<Record<string, string | Readonly<Record<string, unknown>>>>[]
  readonly k?: readonly (readonly [id: number, item: string, keys: unknown[], raw: Hex])[]
  readonly ch?: readonly (readonly [id: number, raw: Hex | null, decoded: unknown])[]
}

/** What a line did, or what we did in its place. */
export interface Outcome {
  readonly error: string | undefined
  /** `Pallet.Event`, in order. */
  readonly events: readonly string[]
  /** By `Pallet.Item[keys]` (raw key where the recording has no name for it): raw value, or null for a removed entry. */
  readonly changes: Readonly<Record<string, Hex | null>>
}

export interface Judged {
  readonly line: TraceLine
  readonly recorded: Outcome
  readonly ours: Outcome
}

/** Runs a line on the state before it; undefined when the replay does not judge it. */
export type Judge = (line: TraceLine) => ((state: State) => void) | undefined

/** Replays a trace; every judged line runs on the recorded state, so that differences do not add up. `prepare` runs before each. */
export function judgeTrace(
  name: string,
  constants: ReadonlyMap<string, unknown>,
  judge: Judge,
  prepare: (state: State) => void = () => undefined,
): Judged[] {
  const url = new URL(`../../../../../../vectors/traces/${name}.jsonl.gz`, import.meta.url)
  const lines = gunzipSync(readFileSync(url)).toString("utf8").trim().split("\n")
  const keys = new Map<number, { label: string; key: string }>()
  const store = createMemoryStore(new Map())
  const judged: Judged[] = []
  for (const text of lines) {
    const line = JSON.parse(text) as TraceLine
    for (const [id, item, parts, raw] of line.k ?? []) {
      keys.set(id, { label: `${item}${JSON.stringify(parts)}`, key: bytesToKey(fromHex(raw)) })
    }
    const run = judge(line)
    if (run) {
      const labels = new Map([...keys.values()].map(({ key, label }) => [key, label]))
      judged.push({
        line,
        recorded: recordedOutcome(line, (id) => keys.get(id)!.label),
        ours: ourOutcome(store, constants, line, labels, prepare, run),
      })
    }
    const changes = (line.ch ?? []).map(
      ([id, raw]) => [keys.get(id)!.key, raw === null ? undefined : fromHex(raw)] as const,
    )
    store.batch(new Map(changes))
  }
  return judged
}

function recordedOutcome(line: TraceLine, label: (id: number) => string): Outcome {
  return {
    error: line.err ?? undefined,
    events: (line.ev ?? []).map((event) => {
      const [pallet, value] = Object.entries(event)[0]!
      return `${pallet}.${typeof value === "string" ? value : Object.keys(value)[0]}`
    }),
    changes: Object.fromEntries((line.ch ?? []).map(([id, raw]) => [label(id), raw])),
  }
}

function ourOutcome(
  store: ReturnType<typeof createMemoryStore>,
  constants: ReadonlyMap<string, unknown>,
  line: TraceLine,
  labels: ReadonlyMap<string, string>,
  prepare: (state: State) => void,
  run: (state: State) => void,
): Outcome {
  const overlay = createOverlay(store)
  const state = createState(overlay, constants, { dispatch: never, info: never })
  prepare(state)
  system.Number.set(state, line.n ?? line.b ?? 0)
  const prepared = new Set(overlay.changes().keys())
  let error: string | undefined
  try {
    state.transaction(() => run(state))
  } catch (failure) {
    if (!(failure instanceof DispatchFailure)) throw failure
    error = failure instanceof ModuleError ? `${failure.def.pallet}.${failure.def.name}` : failure.value.type
  }
  const changes: Record<string, Hex | null> = {}
  for (const [key, value] of overlay.changes()) {
    const before = store.get(key)
    const after = value === undefined ? null : toHex(value)
    if (prepared.has(key) || (before ? toHex(before) : null) === after) continue
    changes[labels.get(key) ?? toHex(keyToBytes(key))] = after
  }
  return {
    error,
    events: state.events.map(({ event }) => `${event.type}.${event.value.type}`),
    changes,
  }
}

function never(): never {
  throw new Error("a replayed line dispatches nothing")
}
