import type { Codec } from "@taonet/primitives/scale/index"
import type { ConstantOverrides } from "../state.ts"

/** A runtime constant: a value in the metadata that a chain spec may set otherwise. */
export interface Constant<V> {
  readonly codec: Codec<V>
  readonly value: V
  readonly doc: string
  pallet: string
  name: string
  /** The value on this chain. */
  get(state: { readonly constants: ConstantOverrides }): V
}

export function constant<V>(doc: string, codec: Codec<V>, value: V): Constant<V> {
  let path = ""
  const self: Constant<V> = {
    codec,
    value,
    doc,
    pallet: "",
    name: "",
    get(state) {
      if (path === "") path = `${self.pallet}.${self.name}`
      const set = state.constants.get(path)
      return set === undefined ? value : (set as V)
    },
  }
  return self
}

/** A pallet's constants, in the reference's order. */
// biome-ignore lint/suspicious/noExplicitAny: constants of different types share no narrower type
export function defineConstants<T extends Readonly<Record<string, Constant<any>>>>(
  pallet: string,
  table: T,
): T {
  for (const [name, entry] of Object.entries(table)) {
    entry.pallet = pallet
    entry.name = name
  }
  return table
}
