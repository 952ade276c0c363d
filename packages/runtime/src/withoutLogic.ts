import type { Pallet } from "@taonet/frame/pallet"

/**
 * The calls of the interface whose logic is not built yet, by pallet, in the tables' order. They decode, have their weights and fees, and
 * fail with `DispatchError::Unavailable`. The list only ever shrinks; withoutLogic.test.ts counts it and README.md shows it.
 */
export function callsWithoutLogic(pallets: readonly Pallet[]): ReadonlyMap<string, readonly string[]> {
  const missing = new Map<string, readonly string[]>()
  for (const pallet of pallets) {
    const names = Object.keys(pallet.schema.tables.calls).filter((name) => !(name in pallet.calls))
    if (names.length > 0) missing.set(pallet.schema.name, names)
  }
  return missing
}
