import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Weight } from "@taonet/frame/schema/weights"
import { toHex } from "@taonet/primitives/hex"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import { prepareTransaction, withSignature } from "../transaction/sign.ts"

/** The declared weight of a call: picoseconds and bytes of proof. */
export async function callWeight(
  client: Client,
  signer: Pick<Signer, "account" | "ss58">,
  call: RuntimeCallValue,
): Promise<Weight> {
  const unsigned = await prepareTransaction(client, signer, call)
  const extrinsic = withSignature(unsigned, "sr25519", new Uint8Array(64))
  const { weight } = await client.transport.request<{
    weight: { ref_time: number; proof_size: number }
  }>("payment_queryInfo", [toHex(extrinsic)])
  return { ref_time: BigInt(weight.ref_time), proof_size: BigInt(weight.proof_size) }
}
