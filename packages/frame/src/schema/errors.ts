import type { ModuleErrorDef } from "../errors.ts"

/** A pallet's errors in the reference's order: the position is the index on the wire, the text its documentation. */
export function defineErrors<T extends Readonly<Record<string, string>>>(
  pallet: string,
  palletIndex: number,
  table: T,
): { readonly [K in keyof T]: ModuleErrorDef } {
  const entries = Object.entries(table).map(([name, doc], index) => [
    name,
    Object.freeze({ pallet, palletIndex, name, index, doc }),
  ])
  return Object.fromEntries(entries)
}
