import type { DigestItem } from "@taonet/frame/runtime"
import {
  Digest as DigestCodec,
  DigestItem as DigestItemCodec,
  Header as HeaderCodec,
} from "@taonet/frame/types/sp_runtime"
import { bytesToKey, utf8 } from "@taonet/primitives/bytes"
import { blake2b256, twox128 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { decode, encode } from "@taonet/primitives/scale/index"
import type { StorageKey } from "@taonet/state/types"

/** A Substrate header (`sp_runtime::generic::Header<u32, BlakeTwo256>`). */
export interface Header {
  readonly parentHash: Hex
  readonly number: number
  readonly stateRoot: Hex
  readonly extrinsicsRoot: Hex
  readonly digest: readonly DigestItem[]
}

/** As JSON-RPC shows it. */
export interface HeaderJson {
  readonly parentHash: Hex
  readonly number: Hex
  readonly stateRoot: Hex
  readonly extrinsicsRoot: Hex
  readonly digest: { readonly logs: readonly Hex[] }
}

export const zeroHash: Hex = `0x${"00".repeat(32)}`

const auraEngine = utf8("aura")

export function encodeHeader(header: Header): Uint8Array {
  return encode(HeaderCodec, {
    parent_hash: header.parentHash,
    number: header.number,
    state_root: header.stateRoot,
    extrinsics_root: header.extrinsicsRoot,
    digest: { logs: [...header.digest] },
  })
}

/** Throws DecodeError on anything but exactly one header. */
export function decodeHeader(bytes: Uint8Array): Header {
  const header = decode(HeaderCodec, bytes)
  return {
    parentHash: header.parent_hash,
    number: header.number,
    stateRoot: header.state_root,
    extrinsicsRoot: header.extrinsics_root,
    digest: header.digest.logs,
  }
}

/** The hash of a block: of its header's SCALE bytes, seal included. */
export const headerHash = (headerBytes: Uint8Array): Hex => toHex(blake2b256(headerBytes))

export function headerJson(header: Header): HeaderJson {
  return {
    parentHash: header.parentHash,
    number: `0x${header.number.toString(16)}`,
    stateRoot: header.stateRoot,
    extrinsicsRoot: header.extrinsicsRoot,
    digest: { logs: header.digest.map((item) => toHex(encode(DigestItemCodec, item))) },
  }
}

/** The digest item by which a block names its slot. */
export function auraPreRuntime(slot: bigint): DigestItem {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, slot, true)
  return { type: "PreRuntime", value: [auraEngine, bytes] }
}

export const auraSeal = (signature: Uint8Array): DigestItem => ({
  type: "Seal",
  value: [auraEngine, signature],
})

/** The slot that a header names; undefined for genesis and for blocks without one. */
export function auraSlot(header: Header): bigint | undefined {
  for (const item of header.digest) {
    if (item.type !== "PreRuntime" || !isAura(item.value[0]) || item.value[1].length !== 8) continue
    const bytes = item.value[1]
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true)
  }
  return undefined
}

const isAura = (engine: Uint8Array): boolean => engine.every((byte, i) => byte === auraEngine[i])

/** Where the runtime keeps the digest of the block being built: the header's is read from there when it is finished. */
export const digestKey: StorageKey = bytesToKey(twox128(utf8("System"))) + bytesToKey(twox128(utf8("Digest")))

export const decodeDigest = (bytes: Uint8Array): readonly DigestItem[] => decode(DigestCodec, bytes).logs
