import type { Pallet } from "@taonet/frame/pallet"

/**
 * The calls of the interface whose logic is not built yet, by pallet, in the tables' order. They decode, have their weights and fees, and
 * fail with `DispatchError::Unavailable`. The list only ever shrinks: withoutLogic.test.ts compares it with what is missing, and
 * `npx tsx scripts/parity.ts` rewrites it here, and what README.md and docs/PARITY.md say of it.
 */
// without-logic:begin
export const withoutLogic: Readonly<Record<string, readonly string[]>> = {
  Ethereum: ["transact"],
  EVM: ["withdraw", "call", "create", "create2", "set_whitelist", "disable_whitelist"],
  BaseFee: ["set_base_fee_per_gas", "set_elasticity"],
  Contracts: [
    "call_old_weight",
    "instantiate_with_code_old_weight",
    "instantiate_old_weight",
    "upload_code",
    "remove_code",
    "set_code",
    "call",
    "instantiate_with_code",
    "instantiate",
    "migrate",
  ],
}
// without-logic:end

/** What is really missing. */
export function callsWithoutLogic(pallets: readonly Pallet[]): ReadonlyMap<string, readonly string[]> {
  const missing = new Map<string, readonly string[]>()
  for (const pallet of pallets) {
    const names = Object.keys(pallet.schema.tables.calls).filter((name) => !(name in pallet.calls))
    if (names.length > 0) missing.set(pallet.schema.name, names)
  }
  return missing
}
