import { bytesToKey, concatBytes, equalBytes, keyToBytes, utf8, utf8Decode } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, toHex } from "@taonet/primitives/hex"
import {
  bytes as bytesCodec,
  bytesFixed,
  type Codec,
  DecodeError,
  decode,
  encode,
  struct,
  tuple,
  u32,
  vec,
} from "@taonet/primitives/scale/index"
import { storage as timestamp } from "@taonet/runtime/pallets/timestamp/schema"
import type { StorageKey } from "@taonet/state/types"
import type { Block } from "../chain/blocks.ts"
import type { LoadedChain } from "../chain/controls.ts"
import { decodeHeader, headerHash } from "../chain/header.ts"
import { type DevContext, headState, type Place, placeOf } from "./context.ts"
import { DevError } from "./errors.ts"
import type { Records } from "./records.ts"

export interface Dumps {
  /** The chain as bytes: its state and its last blocks. The same chain gives the same bytes, whenever it is asked. */
  dump(options?: { readonly blocks?: number }): Promise<Uint8Array>
  /** Puts the chain where the dumped one was. Its genesis must be the same. */
  load(bytes: Uint8Array): Promise<Place>
}

const magic = utf8("taonet state 1\n")
const checksumLength = 32
/** Blocks before the head in a dump, if nothing else is said: what an extrinsic's era can refer to. */
const defaultBlocks = 256

interface File {
  genesis: Uint8Array
  specVersion: number
  /** Headers and bodies, ascending; the last is the head. Empty for a chain at its genesis. */
  blocks: (readonly [Uint8Array, Uint8Array[]])[]
  entries: (readonly [Uint8Array, Uint8Array])[]
}

const path = "taonet::dev::State"
const fileCodec: Codec<File> = struct<File>(path, {
  genesis: bytesFixed(32),
  specVersion: u32,
  blocks: vec(tuple(bytesCodec, vec(bytesCodec))),
  entries: vec(tuple(bytesCodec, bytesCodec)),
})

export function createDumps(context: DevContext, records: Records): Dumps {
  const { chain, engine, clock } = context
  return {
    dump: ({ blocks = defaultBlocks } = {}) =>
      engine.exclusive(() => {
        const { reader } = chain.state(chain.head().hash)
        const entries = [...reader.keys("")].map(
          (key) => [keyToBytes(key), reader.get(key) as Uint8Array] as const,
        )
        const file = encode(fileCodec, {
          genesis: fromHex(chain.genesisHash),
          specVersion: chain.runtime.version.specVersion,
          blocks: lastBlocks(context, blocks).map(fileBlock),
          entries,
        })
        const content = concatBytes(magic, file)
        return concatBytes(content, blake2b256(content))
      }),
    load: (bytes) =>
      engine.exclusive(async () => {
        const file = readFile(bytes)
        if (toHex(file.genesis) !== chain.genesisHash)
          throw new DevError(
            "refused",
            "state",
            `it is of a chain with the genesis ${toHex(file.genesis)}, this one's is ${chain.genesisHash}; start with the same --chain, --block-time and --drand`,
          )
        const loaded = chainOf(file)
        if (loaded.blocks.length === 0) {
          const genesis = records.mark(chain.genesisHash)
          if (genesis === undefined)
            throw new DevError("refused", "state", "it holds no block beyond genesis")
          chain.controls.restore(genesis)
        } else await chain.controls.load(loaded)
        clock.reach(Number(timestamp.Now.get(headState(context))))
        return placeOf(chain.head())
      }),
  }
}

const fileBlock = ({ headerBytes, extrinsics }: Block): readonly [Uint8Array, Uint8Array[]] => [
  headerBytes,
  [...extrinsics],
]

function lastBlocks({ chain }: DevContext, count: number): Block[] {
  const blocks: Block[] = []
  let block: Block | undefined = chain.head()
  while (block !== undefined && block.header.number > 0 && blocks.length < Math.max(1, count)) {
    blocks.unshift(block)
    block = chain.block(block.header.parentHash)
  }
  return blocks
}

function readFile(bytes: Uint8Array): File {
  const damaged = (why: string): DevError => new DevError("bad-file", "state", why)
  if (!equalBytes(bytes.subarray(0, magic.length), magic))
    throw damaged(`it does not begin with "${utf8Decode(magic).trim()}": no dump of this program`)
  const content = bytes.subarray(0, -checksumLength)
  if (!equalBytes(blake2b256(content), bytes.subarray(-checksumLength)))
    throw damaged("its checksum differs: it was cut off or changed")
  try {
    return decode(fileCodec, content.subarray(magic.length))
  } catch (error) {
    if (error instanceof DecodeError || error instanceof RangeError) throw damaged(error.message)
    throw error
  }
}

function chainOf({ blocks, entries }: File): LoadedChain {
  return {
    blocks: blocks.map(([headerBytes, extrinsics]) => ({
      hash: headerHash(headerBytes),
      header: decodeHeader(headerBytes),
      headerBytes,
      extrinsics,
    })),
    entries: new Map<StorageKey, Uint8Array>(entries.map(([key, value]) => [bytesToKey(key), value])),
  }
}
