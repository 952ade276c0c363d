import { ensure } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import { utf8Decode } from "@taonet/primitives/bytes"
import { type calls, errors, events, storage } from "../schema.ts"
import { ensureSubnetOwnerOrRoot } from "../subnets/subnets.ts"
import { isKnownSymbol, usedSymbols } from "../subnets/symbols.ts"

/** Signed by the subnet's owner, or root. Checks: BadOrigin, SymbolDoesNotExist, SymbolAlreadyInUse (by this subnet too). */
export const updateSymbol: Handler<typeof calls.update_symbol> = (state, origin, { netuid, symbol }) => {
  ensureSubnetOwnerOrRoot(state, origin, netuid)
  ensure(isKnownSymbol(symbol), errors.SymbolDoesNotExist)
  ensure(!usedSymbols(state).has(utf8Decode(symbol)), errors.SymbolAlreadyInUse)
  storage.TokenSymbol.set(state, netuid, symbol)
  events.SymbolUpdated.deposit(state, { netuid, symbol })
}
