import { openTimelock, readSignature, readTimelock } from "@taonet/primitives/bls/timelock"
import { bytes, decode, tuple, u64 } from "@taonet/primitives/scale/index"
import { signatureBytes } from "../drand/timelock.ts"
import type { RevealFailure } from "./types.ts"

export interface Timelocked {
  readonly encrypted: Uint8Array
  readonly reveal_round: bigint
}

/** How SDKs pack a message that stands alone: with its round. */
const envelope = tuple(bytes, u64)

/**
 * What a timelocked field hides, by the signature of its round's pulse, or why it does not open. The field is a message or a message in
 * its envelope, with nothing behind it.
 */
export function openCommitment(field: Timelocked, signature: Uint8Array): Uint8Array | RevealFailure {
  const key = readSignature(signatureBytes(signature))
  if (!key) return "SignatureDeserialize"
  const ciphertext = readWhole(field.encrypted) ?? readEnvelope(field)
  if (typeof ciphertext === "string") return ciphertext
  const plain = openTimelock(ciphertext, key)
  if (!plain) return "Decrypt"
  return plain.length > 0 ? plain : "EmptyPlaintext"
}

function readWhole(message: Uint8Array) {
  const read = readTimelock(message)
  return read?.length === message.length ? read.ciphertext : undefined
}

function readEnvelope({ encrypted, reveal_round }: Timelocked) {
  try {
    const [message, round] = decode(envelope, encrypted)
    if (round !== reveal_round) return "RoundMismatch"
    return readWhole(message) ?? "CiphertextDeserialize"
  } catch {
    return "CiphertextDeserialize"
  }
}
