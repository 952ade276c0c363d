import { type AnyCodec, type Codec, type VariantSpec, v } from "@taonet/primitives/scale/index"
import type { State } from "../state.ts"

/** An entry of a pallet's event table. */
export interface EventDef<V> {
  readonly doc: string
  readonly spec: VariantSpec<never>
  pallet: string
  name: string
  /** Records the event at the current place of the block. */
  deposit(state: State, value: V): void
}

type Values<C extends readonly AnyCodec[]> = {
  -readonly [K in keyof C]: C[K] extends Codec<infer T> ? T : never
}
type Fields<F extends Readonly<Record<string, AnyCodec>>> = {
  readonly [K in keyof F]: F[K] extends Codec<infer T> ? T : never
}

/** `event(3, doc)` carries nothing, `event(3, doc, codec)` a value, `event(3, doc, a, b)` an array, `event(3, doc, { name: codec })` a struct. */
export function event(index: number, doc: string): EventDef<undefined>
export function event<T>(index: number, doc: string, codec: Codec<T>): EventDef<T>
export function event<F extends Readonly<Record<string, AnyCodec>>>(
  index: number,
  doc: string,
  fields: F,
): EventDef<Fields<F>>
export function event<C extends readonly AnyCodec[]>(
  index: number,
  doc: string,
  ...codecs: C
): EventDef<Values<C>>
export function event(
  index: number,
  doc: string,
  ...parts: (AnyCodec | Readonly<Record<string, AnyCodec>>)[]
): EventDef<never> {
  const carries = parts.length > 0
  const self: EventDef<never> = {
    doc,
    spec: { ...v(index, ...parts), docs: [doc] },
    pallet: "",
    name: "",
    deposit(state, value) {
      const event = carries ? { type: self.name, value: value as unknown } : { type: self.name }
      state.events.push({ phase: state.phase, event: { type: self.pallet, value: event }, topics: [] })
    },
  }
  return self
}

/** A pallet's events, in the reference's order. */
// biome-ignore lint/suspicious/noExplicitAny: events of different payloads share no narrower type
export function defineEvents<T extends Readonly<Record<string, EventDef<any>>>>(pallet: string, table: T): T {
  for (const [name, entry] of Object.entries(table)) {
    entry.pallet = pallet
    entry.name = name
  }
  return table
}
