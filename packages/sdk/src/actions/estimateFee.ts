import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { toHex } from "@taonet/primitives/hex"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import { prepareTransaction, type SignOptions, withSignature } from "../transaction/sign.ts"

/** What a call would cost its signer, in rao with the tip. Nothing is signed, and an address is enough. */
export async function estimateFee(
  client: Client,
  signer: Pick<Signer, "account" | "ss58">,
  call: RuntimeCallValue,
  options: SignOptions = {},
): Promise<bigint> {
  const unsigned = await prepareTransaction(client, signer, call, options)
  // Fees count the signature's bytes, whatever is in them.
  const extrinsic = withSignature(unsigned, "sr25519", new Uint8Array(64).fill(1))
  const info = await client.transport.request<{ partialFee: string }>("payment_queryInfo", [toHex(extrinsic)])
  return BigInt(info.partialFee) + (options.tip ?? 0n)
}
