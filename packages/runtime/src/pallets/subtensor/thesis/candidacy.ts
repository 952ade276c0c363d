/**
 * How a root validator says that it makes blocks: by a commitment on netuid 0 that holds the key with which it votes, and that key's signature
 * over the hotkey. Commitments exist in 461 and can be replaced, so whoever wants out publishes something else; the signature keeps others
 * from standing with a key that is not theirs.
 */
import type { State } from "@taonet/frame/state"
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { type Keypair, sign } from "@taonet/primitives/crypto/sign"
import { ed25519Verify } from "@taonet/primitives/crypto/verify"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { storage as commitments } from "../../commitments/schema.ts"
import type { CommitmentInfo } from "../../commitments/types.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"

/** Voting key (32 bytes) and signature (64). */
const FIELD = "Raw96"
const KEY_LENGTH = 32

const statement = (hotkey: Hex): Uint8Array => concatBytes(utf8("taonet producer "), fromHex(hotkey))

/** What a hotkey publishes on netuid 0 to stand. `voter` is an ed25519 pair. */
export function candidacy(hotkey: Hex, voter: Keypair): CommitmentInfo {
  const value = concatBytes(voter.publicKey, sign(voter, statement(hotkey)))
  return { fields: [{ type: FIELD, value }] }
}

/** What takes it back. */
export const noCandidacy: CommitmentInfo = { fields: [] }

/** The key with which a hotkey that stands votes; undefined for one that does not stand. */
export function votingKey(state: State, hotkey: Hex): Hex | undefined {
  for (const field of commitments.CommitmentOf.get(state, ROOT_NETUID, hotkey)?.info.fields ?? []) {
    if (field.type !== FIELD) continue
    const key = field.value.subarray(0, KEY_LENGTH)
    if (ed25519Verify(field.value.subarray(KEY_LENGTH), statement(hotkey), key)) return toHex(key)
  }
  return undefined
}
