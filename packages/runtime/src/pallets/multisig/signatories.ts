import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { encode, u16, vec } from "@taonet/primitives/scale/index"
import { constants, errors } from "./schema.ts"

const SALT = utf8("modlpy/utilisuba")
const Accounts = vec(AccountId32)

/** The account that so many of these signatories, which must be sorted, control together. */
export function multisigAccount(signatories: readonly Hex[], threshold: number): Hex {
  return toHex(blake2b256(concatBytes(SALT, encode(Accounts, [...signatories]), encode(u16, threshold))))
}

/** The account of the signer and the others. Raises MinimumThreshold, then as `ensureSignatories`. */
export function multisigOf(state: State, who: Hex, others: readonly Hex[], threshold: number): Hex {
  ensure(threshold >= 2, errors.MinimumThreshold)
  return multisigAccount(ensureSignatories(state, who, others), threshold)
}

/** All signatories, sorted. Raises TooFewSignatories, TooManySignatories, SignatoriesOutOfOrder, SenderInSignatories. */
export function ensureSignatories(state: State, who: Hex, others: readonly Hex[]): Hex[] {
  ensure(others.length > 0, errors.TooFewSignatories)
  ensure(others.length < constants.MaxSignatories.get(state), errors.TooManySignatories)
  let before: Hex | undefined
  let place = 0
  for (const other of others) {
    ensure(before === undefined || before < other, errors.SignatoriesOutOfOrder)
    ensure(other !== who, errors.SenderInSignatories)
    if (other < who) place++
    before = other
  }
  return others.toSpliced(place, 0, who)
}
