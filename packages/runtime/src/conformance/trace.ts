import { bytesToKey } from "@taonet/primitives/bytes"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import type { StorageKey } from "@taonet/state/types"

/** A line of a recorded trace, as its README describes the format. */
export interface TraceLine {
  readonly t: "header" | "genesis" | "set" | "call" | "block"
  /** Number of the block that a `block` line steps to, or that a `call` line stands in. */
  readonly n?: number
  readonly b?: number
  /** `root`, or an account in the traces' spelling. */
  readonly who?: string
  readonly call?: RecordedCall
  /** Pallet index of the recording runtime, call index, arguments. */
  readonly scale?: Hex
  readonly err?: string | null
  /** The dispatch guard that refused the call. */
  readonly guard?: string
  readonly ev?: readonly RecordedEvent[]
  readonly k?: readonly (readonly [id: number, item: string, keys: readonly unknown[], raw: Hex])[]
  readonly ch?: readonly (readonly [id: number, raw: Hex | null, decoded: unknown])[]
}

/** `{ Pallet: { call: arguments } }`, or `{ Pallet: "call" }` without arguments. */
export type RecordedCall = Readonly<Record<string, string | Readonly<Record<string, unknown>>>>

/** `{ Pallet: { Event: fields } }`, or `{ Pallet: "Event" }` without fields. */
export type RecordedEvent = Readonly<Record<string, string | Readonly<Record<string, unknown>>>>

/** A storage key that the trace has introduced. */
export interface KnownKey {
  readonly key: StorageKey
  /** `Pallet.Item`. */
  readonly item: string
  /** `Pallet.Item[keys]`, for people. */
  readonly label: string
}

export function parseLine(text: string): TraceLine {
  return JSON.parse(text) as TraceLine
}

/** Keys by the ids under which lines refer to them. Ids are defined once, on the line of their first use. */
export function createKeyTable() {
  const byId = new Map<number, KnownKey>()
  const byKey = new Map<StorageKey, KnownKey>()
  return {
    find: (key: StorageKey): KnownKey | undefined => byKey.get(key),
    learn(line: TraceLine): void {
      for (const [id, item, parts, raw] of line.k ?? []) {
        const key = bytesToKey(fromHex(raw))
        const known = { key, item, label: `${item}${JSON.stringify(parts)}` }
        byId.set(id, known)
        byKey.set(key, known)
      }
    },
    /** What the line changed. */
    changes(line: TraceLine): Map<StorageKey, Uint8Array | undefined> {
      const changes = new Map<StorageKey, Uint8Array | undefined>()
      for (const [id, raw] of line.ch ?? []) {
        const known = byId.get(id)
        if (!known) throw new Error(`the trace uses key ${id} before it defines it`)
        changes.set(known.key, raw === null ? undefined : fromHex(raw))
      }
      return changes
    },
  }
}

export type KeyTable = ReturnType<typeof createKeyTable>

/** `Pallet.call` of a call line. */
export function callName(line: TraceLine): string {
  const [pallet, call] = Object.entries(line.call ?? {})[0] ?? []
  return `${pallet}.${typeof call === "string" ? call : Object.keys(call ?? {})[0]}`
}

/** The arguments of a call line, in the traces' spelling. */
export function argsOf(line: TraceLine): Readonly<Record<string, unknown>> {
  const [call] = Object.values(line.call ?? {})
  if (typeof call !== "object") return {}
  return (Object.values(call)[0] ?? {}) as Readonly<Record<string, unknown>>
}

/** Whether the recording has the event (`Pallet.Event`) on this line. */
export function recordsEvent(line: TraceLine, name: string): boolean {
  const [pallet = "", event = ""] = name.split(".")
  return (line.ev ?? []).some(({ [pallet]: value }) =>
    typeof value === "string" ? value === event : value !== undefined && event in value,
  )
}
