import type { State } from "@taonet/frame/state"
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { constants } from "./schema.ts"

const ACCOUNT_DIGITS = 64

/** Account that money and stake go through while a batch runs: "modl" and the pallet's id. Nobody has its key. */
export const potAccount = (state: Pick<State, "constants">): Hex =>
  toHex(concatBytes(utf8("modl"), constants.PalletId.get(state))).padEnd(2 + ACCOUNT_DIGITS, "0") as Hex

/** Hotkey that the pot stakes on; it belongs to the pot. */
export const potHotkey = (state: Pick<State, "constants">): Hex => constants.PalletHotkey.get(state)
