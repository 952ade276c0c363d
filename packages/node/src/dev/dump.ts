import type { Runtime } from "@taonet/frame/runtime"
import { bytesToKey, concatBytes, equalBytes, keyToBytes, utf8, utf8Decode } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import {
  bytes as bytesCodec,
  bytesFixed,
  type Codec,
  DecodeError,
  decode,
  encode,
  option,
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

export interface Dumps {
  /** The chain as bytes: its state and its last blocks. The same chain gives the same bytes, whenever it is asked. */
  dump(options?: { readonly blocks?: number }): Promise<Uint8Array>
  /** Puts the chain where the dumped one was. Its genesis must be the same. */
  load(bytes: Uint8Array): Promise<Place>
}

const checksumLength = 32
/** Blocks before the head in a dump, if nothing else is said: what an extrinsic's era can refer to. */
const defaultBlocks = 256

interface File {
  /** Hash of the block that the chain began with: genesis, or the block of another chain that was forked. */
  start: Uint8Array
  specVersion: number
  /** Headers and bodies, ascending; the last is the head. Empty for a chain at its genesis. */
  blocks: (readonly [Uint8Array, Uint8Array[]])[]
  /** All of the state; of a fork, what it changed: without a value where it deleted. */
  entries: (readonly [Uint8Array, Uint8Array | undefined])[]
}

const fileCodec = (value: Codec<Uint8Array | undefined>): Codec<File> =>
  struct<File>("taonet::dev::State", {
    start: bytesFixed(32),
    specVersion: u32,
    blocks: vec(tuple(bytesCodec, vec(bytesCodec))),
    entries: vec(tuple(bytesCodec, value)),
  })

const wholeKind = {
  magic: utf8("taonet state 1\n"),
  codec: fileCodec(bytesCodec as Codec<Uint8Array | undefined>),
}
const forkKind = { magic: utf8("taonet fork 1\n"), codec: fileCodec(option(bytesCodec)) }

export function createDumps(context: DevContext): Dumps {
  const { chain, engine, clock } = context
  const { fork } = chain
  const { magic, codec } = fork ? forkKind : wholeKind
  const start = fork?.block.hash ?? chain.genesisHash
  return {
    dump: ({ blocks = defaultBlocks } = {}) =>
      engine.exclusive(() => {
        const { reader } = chain.state(chain.head().hash)
        const keys = fork?.changesIn(reader).keys() ?? reader.keys("")
        const entries = [...keys].map((key) => [keyToBytes(key), reader.get(key)] as const)
        const file = encode(codec, {
          start: fromHex(start),
          specVersion: chain.runtime.version.specVersion,
          blocks: lastBlocks(context, blocks).map(fileBlock),
          entries,
        })
        const content = concatBytes(magic, file)
        return concatBytes(content, blake2b256(content))
      }),
    load: (bytes) =>
      engine.exclusive(async () => {
        const file = readFile(bytes, fork === undefined ? wholeKind : forkKind)
        if (toHex(file.start) !== start) throw ofAnotherChain(toHex(file.start), start, fork !== undefined)
        await chain.controls.load({ ...chainOf(file), runtime: runtimeOf(context, start, file) })
        clock.reach(Number(timestamp.Now.get(headState(context))))
        return placeOf(chain.head())
      }),
  }
}

const ofAnotherChain = (given: Hex, own: Hex, isFork: boolean): DevError =>
  new DevError(
    "refused",
    "state",
    isFork
      ? `it is of a fork of block ${given}, this one is of ${own}; start with --fork <url>@${given}`
      : `it is of a chain with the genesis ${given}, this one's is ${own}; start with the same --chain, --block-time and --drand`,
  )

/** The runtime that the dumped chain had; undefined where it is the one that this chain was started with. Throws DevError. */
function runtimeOf({ chain, upgraded }: DevContext, start: Hex, { specVersion }: File): Runtime | undefined {
  if (chain.runtimeAt(start).version.specVersion === specVersion) return undefined
  const runtime = upgraded?.(specVersion)
  if (runtime !== undefined) return runtime
  throw new DevError("refused", "state", `it has spec_version ${specVersion}, to which this chain can not go`)
}

const fileBlock = ({ headerBytes, extrinsics }: Block): readonly [Uint8Array, Uint8Array[]] => [
  headerBytes,
  [...extrinsics],
]

function lastBlocks({ chain }: DevContext, count: number): Block[] {
  const blocks: Block[] = []
  const first = chain.fork?.block.header.number ?? 1
  let block: Block | undefined = chain.head()
  while (block !== undefined && block.header.number >= first && blocks.length < Math.max(1, count)) {
    blocks.unshift(block)
    block = chain.block(block.header.parentHash)
  }
  return blocks
}

function readFile(bytes: Uint8Array, { magic, codec }: typeof wholeKind): File {
  const damaged = (why: string): DevError => new DevError("bad-file", "state", why)
  const other = magic === wholeKind.magic ? forkKind.magic : wholeKind.magic
  if (equalBytes(bytes.subarray(0, other.length), other))
    throw new DevError("refused", "state", otherKind(magic))
  if (!equalBytes(bytes.subarray(0, magic.length), magic))
    throw damaged(`it does not begin with "${utf8Decode(magic).trim()}": no dump of this program`)
  const content = bytes.subarray(0, -checksumLength)
  if (!equalBytes(blake2b256(content), bytes.subarray(-checksumLength)))
    throw damaged("its checksum differs: it was cut off or changed")
  try {
    return decode(codec, content.subarray(magic.length))
  } catch (error) {
    if (error instanceof DecodeError || error instanceof RangeError) throw damaged(error.message)
    throw error
  }
}

const otherKind = (expected: Uint8Array): string =>
  expected === forkKind.magic
    ? "it is of a chain that was no fork, this one is a fork; start without --fork"
    : "it is of a fork of another chain; start with --fork <url>@<block> as that one was"

function chainOf({ blocks, entries }: File): LoadedChain {
  return {
    blocks: blocks.map(([headerBytes, extrinsics]) => ({
      hash: headerHash(headerBytes),
      header: decodeHeader(headerBytes),
      headerBytes,
      extrinsics,
    })),
    entries: new Map<StorageKey, Uint8Array | undefined>(
      entries.map(([key, value]) => [bytesToKey(key), value]),
    ),
  }
}
