import { type AnyCodec, type Codec, type VariantSpec, v } from "@taonet/primitives/scale/index"

/** An entry of a pallet's call table. */
export interface CallDef<A> {
  readonly doc: string
  readonly spec: VariantSpec<never>
  readonly args?: A
  pallet: string
  name: string
  /** The call as a value of RuntimeCall. */
  make(args: A): RuntimeCallValue
}

/** A call of any pallet: `{ type: "Balances", value: { type: "transfer_keep_alive", value: { dest, value } } }`. */
export interface RuntimeCallValue {
  readonly type: string
  readonly value: { readonly type: string; readonly value?: unknown }
}

export type CallArgs<F extends Readonly<Record<string, AnyCodec>>> = {
  readonly [K in keyof F]: F[K] extends Codec<infer T> ? T : never
}

/** The arguments of a call table's entry. */
export type ArgsOf<D> = D extends CallDef<infer A> ? A : never

export function call<F extends Readonly<Record<string, AnyCodec>>>(
  index: number,
  doc: string,
  args: F,
): CallDef<CallArgs<F>> {
  const carries = Object.keys(args).length > 0
  const self: CallDef<CallArgs<F>> = {
    doc,
    spec: { ...(carries ? v(index, args) : v(index)), docs: [doc] },
    pallet: "",
    name: "",
    make: (value) => ({
      type: self.pallet,
      value: carries ? { type: self.name, value } : { type: self.name },
    }),
  }
  return self
}

/** A pallet's calls, in the reference's order. */
// biome-ignore lint/suspicious/noExplicitAny: calls of different arguments share no narrower type
export function defineCalls<T extends Readonly<Record<string, CallDef<any>>>>(pallet: string, table: T): T {
  for (const [name, entry] of Object.entries(table)) {
    entry.pallet = pallet
    entry.name = name
  }
  return table
}
