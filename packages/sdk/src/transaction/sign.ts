import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { concatBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { bytesFixed, encode, option, u32 } from "@taonet/primitives/scale/index"
import { immortal, mortalEra } from "@taonet/runtime/executive/era"
import { encodeExtra, encodeSigned, type SignedExtra, signedBy } from "@taonet/runtime/executive/extrinsic"
import { signingPayload } from "@taonet/runtime/executive/validate"
import { RuntimeCall } from "@taonet/runtime/outer"
import "@taonet/runtime/schemas"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import { metadataHashOf, metadataProofOf } from "./metadataHash.ts"

export interface SignOptions {
  /** The account's next nonce unless given. */
  readonly nonce?: number
  /** Rao. */
  readonly tip?: bigint
  /** Blocks for which the transaction lives (a power of two), or "immortal". */
  readonly period?: number | "immortal"
  /** Promises the chain's metadata (RFC-78), as hardware wallets want it: `CheckMetadataHash` in mode 1. Default false. */
  readonly metadataHash?: boolean
}

/** All of a transaction but its signature: what a signer elsewhere, such as a hardware wallet, needs. */
export interface UnsignedTransaction {
  readonly account: Hex
  readonly call: Uint8Array
  readonly extra: SignedExtra
  /** The extensions' explicit part, which goes into the extrinsic, and their implicit part, which only the signature covers. */
  readonly included: Uint8Array
  readonly implicit: Uint8Array
  /** What is signed: call and both parts, or their hash where they are longer than 256 bytes. */
  readonly payload: Uint8Array
  /** The RFC-78 digest that the implicit part holds, where one was asked for. */
  readonly metadataHash: Uint8Array | undefined
}

const periodDefault = 128
const MetadataHash = option(bytesFixed(32))

export async function prepareTransaction(
  client: Client,
  { account, ss58 }: Pick<Signer, "account" | "ss58">,
  callValue: RuntimeCallValue,
  options: SignOptions = {},
): Promise<UnsignedTransaction> {
  const { tip = 0n, period = periodDefault } = options
  const [nonce, birth, metadataHash] = await Promise.all([
    options.nonce ?? client.transport.request<number>("account_nextIndex", [ss58]),
    period === "immortal" ? { era: immortal, hash: client.genesisHash } : mortality(client, period),
    options.metadataHash ? metadataHashOf(client) : undefined,
  ])
  const mode = metadataHash ? "Enabled" : "Disabled"
  const extra: SignedExtra = { era: birth.era, nonce, tip, mode }
  const call = encode(RuntimeCall, callValue)
  const included = encodeExtra(extra)
  const implicit = concatBytes(
    encode(u32, client.specVersion),
    encode(u32, client.transactionVersion),
    fromHex(client.genesisHash),
    fromHex(birth.hash),
    encode(MetadataHash, metadataHash),
  )
  const payload = signingPayload(call, included, implicit)
  return { account, call, extra, included, implicit, payload, metadataHash }
}

/** The extrinsic's bytes, ready for `submitSigned`. */
export function withSignature(
  { account, extra, call }: UnsignedTransaction,
  scheme: Signer["scheme"],
  signature: Uint8Array,
): Uint8Array {
  const type = scheme === "sr25519" ? "Sr25519" : scheme === "ed25519" ? "Ed25519" : "Ecdsa"
  return encodeSigned({ address: signedBy(account), signature: { type, value: signature }, extra }, call)
}

/** Builds and signs the bytes of an extrinsic. */
export async function signTransaction(
  client: Client,
  signer: Signer,
  call: RuntimeCallValue,
  options: SignOptions = {},
): Promise<Uint8Array> {
  const metadataHash = options.metadataHash ?? signer.signTransaction !== undefined
  const unsigned = await prepareTransaction(client, signer, call, { ...options, metadataHash })
  const signature = signer.signTransaction
    ? await signer.signTransaction(unsigned, () => metadataProofOf(client, unsigned))
    : await signer.sign(unsigned.payload)
  return withSignature(unsigned, signer.scheme, signature)
}

async function mortality(client: Client, period: number) {
  const hash = await client.transport.request<`0x${string}`>("chain_getFinalizedHead", [])
  const header = await client.transport.request<{ number: string }>("chain_getHeader", [hash])
  const era = mortalEra(period, Number(header.number))
  return { era, hash }
}
