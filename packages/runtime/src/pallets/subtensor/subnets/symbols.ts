import type { State } from "@taonet/frame/state"
import { utf8, utf8Decode } from "@taonet/primitives/bytes"
import { storage } from "../schema.ts"
import { FALLBACK_SYMBOL, SYMBOLS } from "./symbolTable.ts"

/** Symbol that a subnet has by its id alone, as UTF-8. */
export const symbolOf = (netuid: number): Uint8Array => utf8(SYMBOLS[netuid] ?? FALLBACK_SYMBOL)

/** Whether a subnet may choose the symbol: it stands in the table and is not root's. */
export const isKnownSymbol = (symbol: Uint8Array): boolean => SYMBOLS.indexOf(utf8Decode(symbol)) >= 1

/** Symbols in use, whether or not their subnets still exist. */
export function usedSymbols(state: State): Set<string> {
  const used = new Set<string>()
  for (const [, symbol] of storage.TokenSymbol.entries(state)) used.add(utf8Decode(symbol))
  return used
}

/** Symbol for a new subnet: its own, or the first free one of the table, or root's. */
export function nextAvailableSymbol(state: State, netuid: number): Uint8Array {
  const used = usedSymbols(state)
  const own = symbolOf(netuid)
  if (!used.has(utf8Decode(own))) return own
  return utf8(SYMBOLS.find((symbol, index) => index > 0 && !used.has(symbol)) ?? FALLBACK_SYMBOL)
}
