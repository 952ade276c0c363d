import type { Dispatcher } from "@taonet/frame/dispatch/dispatcher"
import type { UnsignedRule } from "@taonet/frame/pallet"
import type { TransactionValidity, ValidationContext } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import { concatBytes } from "@taonet/primitives/bytes"
import { type SignatureScheme, verifySignature } from "@taonet/primitives/crypto/verify"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { bytesFixed, DecodeError, encode, option, u32 } from "@taonet/primitives/scale/index"
import {
  refuse,
  type SignedTransaction,
  type TransactionExtension,
  TransactionRefused,
  type Validity,
} from "../extensions/types.ts"
import type { RuntimeCallValue } from "../outer.ts"
import { constants, storage as system } from "../pallets/system/schema.ts"
import { eraBirth } from "./era.ts"
import { decodeExtrinsic, type Extrinsic, type SignedPart } from "./extrinsic.ts"

/** Payloads longer than this are signed as their hash. */
const payloadSignedWholeMax = 256

type SignatureContext = Pick<ValidationContext, "signatureVerified" | "checkSignature">

export interface ValidationDeps {
  readonly dispatcher: Dispatcher
  readonly extensions: readonly TransactionExtension[]
  /** RFC-78 digest of this runtime's metadata: what a signature in mode `Enabled` covers. */
  metadataHash(): Uint8Array
  /** The rule of the call's pallet for calls without signature. */
  readonly validateUnsigned: UnsignedRule
  /** Whether it is the block's author who puts the call in, without signature. */
  isInherent(call: RuntimeCallValue): boolean
}

/** Decodes, or refuses with `Call` what no honest client sends. */
export function decodeOrRefuse(bytes: Uint8Array): Extrinsic {
  try {
    return decodeExtrinsic(bytes)
  } catch (error) {
    if (error instanceof DecodeError || error instanceof RangeError) refuse("Call")
    throw error
  }
}

/**
 * Everything that must hold before a signed extrinsic may be included, in the reference's order: address, birth block, signature, class,
 * then the extensions. Raises TransactionRefused.
 */
export function checkSigned(
  state: State,
  extrinsic: Extrinsic,
  signed: SignedPart,
  context: SignatureContext,
  deps: ValidationDeps,
): { transaction: SignedTransaction; validity: Validity } {
  const signer = checkSignature(state, extrinsic, signed, context, deps)
  const { extra } = signed
  const info = deps.dispatcher.info(extrinsic.call)
  if (info.class === "Mandatory") refuse("MandatoryValidation")
  const transaction: SignedTransaction = {
    signer,
    extra,
    call: extrinsic.call,
    info,
    length: extrinsic.length,
  }
  const validity: Validity = { priority: 0n, longevity: 0xffff_ffff_ffff_ffffn, requires: [], provides: [] }
  for (const extension of deps.extensions) extension.validate?.(state, transaction, validity)
  return { transaction, validity }
}

/** Who signed: address, birth block and signature, in this order. Raises TransactionRefused. */
export function checkSignature(
  state: State,
  extrinsic: Extrinsic,
  signed: SignedPart,
  context: SignatureContext,
  deps: Pick<ValidationDeps, "metadataHash">,
): Hex {
  const { address } = signed
  if (address.type !== "Id")
    throw new TransactionRefused({ type: "Unknown", value: { type: "CannotLookup" } })
  const signer = address.value
  const birthHash = birthHashOf(state, signed)
  if (context.signatureVerified) return signer
  const payload = payloadOf(state, extrinsic, signed, birthHash, deps)
  const scheme = signed.signature.type.toLowerCase() as SignatureScheme
  const check = context.checkSignature ?? verifySignature
  if (!check(scheme, signed.signature.value, payload, fromHex(signer))) refuse("BadProof")
  return signer
}

/** A signed extrinsic whose signature holds on this state; undefined for everything else. */
export function verifiedExtrinsic(
  state: State,
  bytes: Uint8Array,
  deps: Pick<ValidationDeps, "metadataHash">,
): Extrinsic | undefined {
  try {
    const extrinsic = decodeOrRefuse(bytes)
    if (!extrinsic.signed) return undefined
    checkSignature(state, extrinsic, extrinsic.signed, {}, deps)
    return extrinsic
  } catch (error) {
    if (error instanceof TransactionRefused) return undefined
    throw error
  }
}

/** The pool's question. State changes of the check are rolled back. */
export function validateTransaction(
  state: State,
  bytes: Uint8Array,
  context: ValidationContext,
  deps: ValidationDeps,
): TransactionValidity {
  let verdict: TransactionValidity | undefined
  try {
    state.transaction(() => {
      enterNextBlock(state, context.blockHash)
      const extrinsic = decodeOrRefuse(bytes)
      const { signed } = extrinsic
      if (!signed) {
        if (deps.dispatcher.info(extrinsic.call).class === "Mandatory") refuse("MandatoryValidation")
        verdict = deps.validateUnsigned(state, extrinsic.call, context.source)
        throw rollBack
      }
      const { transaction, validity } = checkSigned(state, extrinsic, signed, context, deps)
      const sender = { account: transaction.signer, nonce: transaction.extra.nonce }
      verdict = { ok: true, value: { ...validity, propagate: true, sender } }
      throw rollBack
    })
  } catch (error) {
    if (error instanceof TransactionRefused) return { ok: false, error: error.error }
    if (error !== rollBack) throw error
  }
  return verdict as TransactionValidity
}

/** Raised to undo what a check wrote; never leaves this module. */
const rollBack = new Error("validation leaves no trace")

/** The pool validates as the next block would: its number, and the hash of the best block as its parent. */
function enterNextBlock(state: State, bestHash: Hex): void {
  const best = system.Number.get(state)
  system.Number.set(state, best + 1)
  system.BlockHash.set(state, best, bestHash)
  system.AllExtrinsicsLen.delete(state)
  system.BlockWeight.delete(state)
}

function birthHashOf(state: State, { extra }: SignedPart): Hex {
  const birth = eraBirth(extra.era, system.Number.get(state))
  if (!system.BlockHash.has(state, birth)) refuse("AncientBirthBlock")
  return system.BlockHash.get(state, birth)
}

function payloadOf(
  state: State,
  extrinsic: Extrinsic,
  signed: SignedPart,
  birthHash: Hex,
  deps: Pick<ValidationDeps, "metadataHash">,
): Uint8Array {
  const promised = signed.extra.mode === "Enabled" ? deps.metadataHash() : undefined
  return signingPayload(extrinsic.callBytes, signed.extraBytes, implicitOf(state, birthHash, promised))
}

const MetadataHash = option(bytesFixed(32))

/** The implicit parts of the extensions: versions, genesis, birth block, metadata hash. */
function implicitOf(state: State, birthHash: Hex, metadataHash: Uint8Array | undefined): Uint8Array {
  const { spec_version, transaction_version } = constants.Version.get(state)
  return concatBytes(
    encode(u32, spec_version),
    encode(u32, transaction_version),
    fromHex(system.BlockHash.get(state, 0)),
    fromHex(birthHash),
    encode(MetadataHash, metadataHash),
  )
}

/** What a signature covers: call, explicit and implicit extension data; hashed when longer than 256 bytes. */
export function signingPayload(
  callBytes: Uint8Array,
  extraBytes: Uint8Array,
  implicit: Uint8Array,
): Uint8Array {
  const payload = concatBytes(callBytes, extraBytes, implicit)
  return payload.length > payloadSignedWholeMax ? blake2b256(payload) : payload
}
