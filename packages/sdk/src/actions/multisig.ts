import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { encode } from "@taonet/primitives/scale/index"
import { encodeAddress } from "@taonet/primitives/ss58"
import { RuntimeCall } from "@taonet/runtime/outer"
import { calls } from "@taonet/runtime/pallets/multisig/schema"
import { multisigAccount } from "@taonet/runtime/pallets/multisig/signatories"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"
import { callWeight } from "./callWeight.ts"
import { getStorage } from "./getStorage.ts"

/** So many of these accounts together. */
export interface MultisigMembers {
  readonly threshold: number
  /** All of them, in any order. */
  readonly signatories: readonly Hex[]
}

export interface MultisigArgs extends MultisigMembers {
  readonly call: RuntimeCallValue
}

/** The account that the members control, which needs no creation. */
export function multisigAddress({ threshold, signatories }: MultisigMembers): { account: Hex; ss58: string } {
  const account = multisigAccount([...signatories].sort(), threshold)
  return { account, ss58: encodeAddress(account) }
}

/**
 * The signer's approval of a call of the multisig account: it opens the operation, approves it, or, as the last of those that are needed,
 * runs it. Rejects with DispatchRejected when that run fails. Opening reserves a deposit until then.
 *
 * Call: `Multisig.as_multi`, with a threshold of one `Multisig.as_multi_threshold_1`.
 * Errors: `AlreadyApproved`, `SenderInSignatories`, `TooManySignatories`, and whatever the call raises.
 */
export async function multisig(
  client: Client,
  signer: Signer,
  { threshold, signatories, call }: MultisigArgs,
  options?: SignOptions,
): Promise<Receipt> {
  const others = [...signatories].sort().filter((account) => account !== signer.account)
  if (threshold === 1)
    return submit(
      client,
      signer,
      calls.as_multi_threshold_1.make({ other_signatories: others, call }),
      options,
    )
  const { account, ss58 } = multisigAddress({ threshold, signatories })
  const callHash = blake2b256(encode(RuntimeCall, call))
  const [pending, weight] = await Promise.all([
    getStorage(client, "Multisig.Multisigs", [account, callHash]),
    callWeight(client, { account, ss58 }, call),
  ])
  const args = {
    threshold,
    other_signatories: others,
    maybe_timepoint: pending?.when,
    call,
    max_weight: weight,
  }
  return submit(client, signer, calls.as_multi.make(args), options)
}

/** Names a pending operation. */
export const multisigCallHash = (call: RuntimeCallValue): Hex => toHex(blake2b256(encode(RuntimeCall, call)))
