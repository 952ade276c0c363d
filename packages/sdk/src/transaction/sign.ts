import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { concatBytes } from "@taonet/primitives/bytes"
import { fromHex } from "@taonet/primitives/hex"
import { encode, u32 } from "@taonet/primitives/scale/index"
import { immortal, mortalEra } from "@taonet/runtime/executive/era"
import { encodeExtra, encodeSigned, type SignedExtra, signedBy } from "@taonet/runtime/executive/extrinsic"
import { signingPayload } from "@taonet/runtime/executive/validate"
import { RuntimeCall } from "@taonet/runtime/outer"
import "@taonet/runtime/schemas"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"

export interface SignOptions {
  /** The account's next nonce unless given. */
  readonly nonce?: number
  /** Rao. */
  readonly tip?: bigint
  /** Blocks for which the transaction lives (a power of two), or "immortal". */
  readonly period?: number | "immortal"
}

const periodDefault = 128

/** Builds and signs the bytes of an extrinsic. */
export async function signTransaction(
  client: Client,
  signer: Signer,
  call: RuntimeCallValue,
  options: SignOptions = {},
): Promise<Uint8Array> {
  const { tip = 0n, period = periodDefault } = options
  const nonce = options.nonce ?? (await client.transport.request<number>("account_nextIndex", [signer.ss58]))
  const birth =
    period === "immortal" ? { era: immortal, hash: client.genesisHash } : await mortality(client, period)
  const extra: SignedExtra = { era: birth.era, nonce, tip, mode: "Disabled" }
  const callBytes = encode(RuntimeCall, call)
  const implicit = concatBytes(
    encode(u32, client.specVersion),
    encode(u32, client.transactionVersion),
    fromHex(client.genesisHash),
    fromHex(birth.hash),
    Uint8Array.of(0),
  )
  const signature = await signer.sign(signingPayload(callBytes, encodeExtra(extra), implicit))
  const type = signer.scheme === "sr25519" ? "Sr25519" : signer.scheme === "ed25519" ? "Ed25519" : "Ecdsa"
  return encodeSigned(
    { address: signedBy(signer.account), signature: { type, value: signature }, extra },
    callBytes,
  )
}

async function mortality(client: Client, period: number) {
  const hash = await client.transport.request<`0x${string}`>("chain_getFinalizedHead", [])
  const header = await client.transport.request<{ number: string }>("chain_getHeader", [hash])
  const era = mortalEra(period, Number(header.number))
  return { era, hash }
}
