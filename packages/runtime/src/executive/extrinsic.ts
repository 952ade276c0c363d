import { MultiAddress, MultiSignature } from "@taonet/frame/types/sp_runtime"
import type { Hex } from "@taonet/primitives/hex"
import {
  compact,
  createReader,
  createWriter,
  DecodeError,
  finish,
  nestingMax,
  type Reader,
  readCompact,
  remaining,
  u32,
  u64,
  type Writer,
  writeByte,
  writeBytes,
  writeCompact,
} from "@taonet/primitives/scale/index"
import { RuntimeCall, type RuntimeCallValue } from "../outer.ts"
import { Mode } from "../types/node.ts"
import { type Era, readEra, writeEra } from "./era.ts"

/** Versions of the extrinsic format in use: 4 for signed ones, 5 (and older tools' 4) for bare ones. */
const signedV4 = 0x84
const bareVersions: readonly number[] = [0x05, 0x04]

/** Calls of a transaction may nest this deep; deeper ones are refused before anything runs. */
const callNestingMax = 8

export interface Extrinsic {
  /** Absent for inherents and other unsigned extrinsics. */
  readonly signed: SignedPart | undefined
  readonly call: RuntimeCallValue
  /** The call's bytes, which the signature covers. */
  readonly callBytes: Uint8Array
  /** Length of the whole encoding, with its compact length prefix: what fees count. */
  readonly length: number
}

export interface SignedPart {
  readonly address: MultiAddress
  readonly signature: MultiSignature
  readonly extra: SignedExtra
  /** The explicit extension bytes, which the signature covers. */
  readonly extraBytes: Uint8Array
}

/** What the transaction extensions carry explicitly. */
export interface SignedExtra {
  readonly era: Era
  readonly nonce: number
  /** Rao. */
  readonly tip: bigint
  readonly mode: Mode
}

const nonceCodec = compact(u32)
const tipCodec = compact(u64)

/** Reads an extrinsic. Throws DecodeError on anything malformed, left over, or nested too deep. */
export function decodeExtrinsic(bytes: Uint8Array): Extrinsic {
  const reader = createReader(bytes)
  const length = readCompact(reader)
  if (length !== remaining(reader)) throw new DecodeError("the length prefix differs from the length")
  const version = bytes[reader.offset++]
  if (version === signedV4) {
    const address = MultiAddress.decodeFrom(reader)
    const signature = MultiSignature.decodeFrom(reader)
    const start = reader.offset
    const extra = readExtra(reader)
    const extraBytes = bytes.slice(start, reader.offset)
    return { signed: { address, signature, extra, extraBytes }, ...readCall(reader), length: bytes.length }
  }
  if (version !== undefined && bareVersions.includes(version))
    return { signed: undefined, ...readCall(reader), length: bytes.length }
  throw new DecodeError("unknown extrinsic version")
}

function readCall(reader: Reader): Pick<Extrinsic, "call" | "callBytes"> {
  const start = reader.offset
  reader.depth = nestingMax - callNestingMax - 1
  const call = RuntimeCall.decodeFrom(reader)
  if (remaining(reader) !== 0) throw new DecodeError("bytes are left over after the call")
  return { call, callBytes: reader.bytes.slice(start) }
}

function readExtra(reader: Reader): SignedExtra {
  const era = readEra(reader)
  const nonce = nonceCodec.decodeFrom(reader)
  const tip = tipCodec.decodeFrom(reader)
  const mode = Mode.decodeFrom(reader)
  return { era, nonce, tip, mode }
}

export function encodeExtra(extra: SignedExtra): Uint8Array {
  const writer = createWriter(32)
  writeEra(writer, extra.era)
  nonceCodec.encodeTo(writer, extra.nonce)
  tipCodec.encodeTo(writer, extra.tip)
  Mode.encodeTo(writer, extra.mode)
  return finish(writer)
}

/** A bare extrinsic, as inherents are. */
export function encodeBare(call: RuntimeCallValue): Uint8Array {
  return prefixed((writer) => {
    writeByte(writer, 0x05)
    RuntimeCall.encodeTo(writer, call)
  })
}

export function encodeSigned(
  part: Omit<SignedPart, "extraBytes">,
  call: RuntimeCallValue | Uint8Array,
): Uint8Array {
  return prefixed((writer) => {
    writeByte(writer, signedV4)
    MultiAddress.encodeTo(writer, part.address)
    MultiSignature.encodeTo(writer, part.signature)
    writeBytes(writer, encodeExtra(part.extra))
    if (call instanceof Uint8Array) writeBytes(writer, call)
    else RuntimeCall.encodeTo(writer, call)
  })
}

export const signedBy = (account: Hex): MultiAddress => ({ type: "Id", value: account })

/** Runtime APIs carry extrinsics as their body alone; this puts the length back in front. */
export const withLength = (body: Uint8Array): Uint8Array => prefixed((writer) => writeBytes(writer, body))

function prefixed(write: (writer: Writer) => void): Uint8Array {
  const body = createWriter()
  write(body)
  const out = createWriter(body.length + 4)
  writeCompact(out, body.length)
  writeBytes(out, finish(body))
  return finish(out)
}
