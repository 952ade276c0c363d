import { bytesToKey } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { bytes as bytesCodec, decode, encode, vec } from "@taonet/primitives/scale/index"
import type { KvReader, StorageKey } from "@taonet/state/types"
import { decodeHeader, type Header } from "./header.ts"

/** A block as it is kept. Extrinsics are the bytes that were submitted, length prefix included. */
export interface Block {
  readonly hash: Hex
  readonly header: Header
  readonly headerBytes: Uint8Array
  readonly extrinsics: readonly Uint8Array[]
}

export interface BlockStore {
  byHash(hash: Hex): Block | undefined
  hashByNumber(number: number): Hex | undefined
  /** Hash of the last committed block; undefined in an empty store. */
  head(): Hex | undefined
  /** What the store must be told when `block` becomes the head: it comes in, and the one that is too old goes. */
  changes(block: Block): Map<StorageKey, Uint8Array | undefined>
  /** Called once the changes are committed, so that the block need not be decoded again. */
  remember(block: Block): void
}

/** Decoded blocks at hand: the newest, and what somebody is reading. */
const maxCached = 1024

const headKey = "head"
const bodyCodec = vec(bytesCodec)

/** Keeps genesis and the last `keep` blocks. */
export function createBlockStore(store: Pick<KvReader, "get">, keep = Number.MAX_SAFE_INTEGER): BlockStore {
  const cache = new Map<Hex, Block>()

  function remember(block: Block): void {
    if (cache.size >= maxCached) cache.delete(cache.keys().next().value as Hex)
    cache.set(block.hash, block)
  }

  return {
    byHash(hash) {
      const known = cache.get(hash)
      if (known !== undefined) return known
      const key = hashKey(hash)
      if (key === undefined) return undefined
      const headerBytes = store.get("h" + key)
      const body = store.get("b" + key)
      if (headerBytes === undefined || body === undefined) return undefined
      const extrinsics = decode(bodyCodec, body).map(withLength)
      const block = { hash, header: decodeHeader(headerBytes), headerBytes, extrinsics }
      remember(block)
      return block
    },
    hashByNumber(number) {
      if (!Number.isInteger(number) || number < 0 || number > 0xffff_ffff) return undefined
      const hash = store.get("n" + numberKey(number))
      return hash && toHex(hash)
    },
    head() {
      const hash = store.get(headKey)
      return hash && toHex(hash)
    },
    changes(block) {
      const hash = fromHex(block.hash)
      const key = bytesToKey(hash)
      const { number } = block.header
      const changes = new Map<StorageKey, Uint8Array | undefined>([
        ["h" + key, block.headerBytes],
        ["b" + key, encode(bodyCodec, block.extrinsics.map(withoutLength))],
        ["n" + numberKey(number), hash],
        [headKey, hash],
      ])
      const old = number - keep
      const oldHash = old > 0 ? store.get("n" + numberKey(old)) : undefined
      if (oldHash !== undefined) for (const gone of blockKeys(old, oldHash)) changes.set(gone, undefined)
      return changes
    },
    remember,
  }
}

/** An extrinsic is itself a SCALE byte vector, so a body is a vector of them as they are; both directions keep every byte. */
const withLength = (content: Uint8Array): Uint8Array => encode(bytesCodec, content)
const withoutLength = (extrinsic: Uint8Array): Uint8Array => decode(bytesCodec, extrinsic)

/** Prefix of the keys under which the hashes of blocks stand by number. */
export const numberPrefix: StorageKey = "n"

/** What takes a block out of the store. */
export const blockKeys = (number: number, hash: Uint8Array): StorageKey[] => {
  const key = bytesToKey(hash)
  return ["h" + key, "b" + key, numberPrefix + numberKey(number)]
}

function hashKey(hash: Hex): StorageKey | undefined {
  return hash.length === 66 ? bytesToKey(fromHex(hash)) : undefined
}

/** Big-endian, so that blocks iterate in their order. */
function numberKey(number: number): StorageKey {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, number)
  return bytesToKey(bytes)
}
