import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { blake2b256 } from "@taonet/primitives/hash"
import { toHex } from "@taonet/primitives/hex"
import { shield } from "@taonet/primitives/shield/shielded"
import { calls } from "@taonet/runtime/pallets/mevShield/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import { type SignOptions, signTransaction } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"
import { getBlockNumber } from "./getBlockNumber.ts"
import { getStorage } from "./getStorage.ts"
import { waitForTransaction } from "./waitForTransaction.ts"

/** What both parts of a shielded submission may live for, in blocks: the chain takes no longer one. */
const period = 8
const [coinsLength, nonceLength] = [32, 24]

export interface ShieldedReceipt extends Receipt {
  /** Of the transaction that carried this one, encrypted. */
  readonly carrier: Receipt
}

/**
 * Submits a call that nobody can read before the block's author runs it: the signed transaction travels encrypted to the author's key
 * (MevShield). The fees of both are paid. Rejects with DispatchRejected when the call failed, TransactionDropped when it was not opened,
 * RangeError where authors have announced no key.
 *
 * Call: `MevShield.submit_encrypted`. Errors: whatever the call raises.
 */
export async function submitShielded(
  client: Client,
  signer: Signer,
  call: RuntimeCallValue,
  options: Pick<SignOptions, "nonce" | "tip"> = {},
): Promise<ShieldedReceipt> {
  const [key, next, fromBlock] = await Promise.all([
    getStorage(client, "MevShield.NextKey", []),
    options.nonce ?? client.transport.request<number>("account_nextIndex", [signer.ss58]),
    getBlockNumber(client),
  ])
  if (key === undefined) throw new RangeError("the chain's authors have announced no key to encrypt to")
  // The carrier goes first.
  const inner = await signTransaction(client, signer, call, { ...options, period, nonce: next + 1 })
  const entropy = { coins: random(coinsLength), nonce: random(nonceLength) }
  const carrying = calls.submit_encrypted.make({ ciphertext: shield(key, inner, entropy) })
  const carrier = await submit(client, signer, carrying, { period, nonce: next })
  const hash = toHex(blake2b256(inner))
  return { ...(await waitForTransaction(client, { hash, fromBlock, blocks: 2 * period })), carrier }
}

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
