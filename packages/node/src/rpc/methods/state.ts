import type { Runtime } from "@taonet/frame/runtime"
import { equalBytes } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import type { Changes, KvReader, StorageKey } from "@taonet/state/types"
import { UnknownBlockError } from "../../chain/errors.ts"
import { zeroHash } from "../../chain/header.ts"
import { invalidParams, RpcError } from "../errors.ts"
import { cachedHex } from "../hex.ts"
import { bytesParam, hashParam, listParam, optional, type Params, stringParam, u32Param } from "../params.ts"
import { callRuntimeHex } from "../runtimeCalls.ts"
import { keyHex, keyParam, keysPage, keysUnder, pairsUnder, valueHex } from "../storageReads.ts"
import { subscribeMethod, unsubscribe } from "../subscriptions.ts"
import type { Connection, Method, RpcContext } from "../types.ts"

/** Keys of one question. */
const maxKeys = 100_000
const maxProvenKeys = 10_000
/** Keys that one connection may be told of. */
const maxWatchedKeys = 100_000
/** Values that one `state_queryStorage` reads. */
const maxQueried = 1_000_000
/** `sc-rpc`'s limit of a page of keys. */
const maxPage = 1000
/** Blocks that one `state_queryStorage` looks through. */
const maxRange = 1024

const blockHash = (params: Params, index: number, { services }: RpcContext): Hex =>
  optional(params, index, hashParam) ?? services.chain.head().hash

const readerAt = (params: Params, index: number, context: RpcContext): KvReader =>
  context.services.chain.state(blockHash(params, index, context)).reader

export const state_getStorage: Method = (params, context) =>
  valueHex(readerAt(params, 1, context), keyParam(params, 0))
export const state_getStorageAt: Method = state_getStorage

export const state_getStorageHash: Method = (params, context) => {
  const value = readerAt(params, 1, context).get(keyParam(params, 0))
  return value === undefined ? null : toHex(blake2b256(value))
}
export const state_getStorageHashAt: Method = state_getStorageHash

/** Of the value at the key, or of everything under it when there is none. */
export const state_getStorageSize: Method = (params, context) => {
  const reader = readerAt(params, 1, context)
  const prefix = keyParam(params, 0)
  const value = reader.get(prefix)
  if (value !== undefined) return value.length
  let size = 0
  for (const key of reader.keys(prefix)) size += reader.get(key)?.length ?? 0
  return size === 0 ? null : size
}
export const state_getStorageSizeAt: Method = state_getStorageSize

/** Not paged: whole maps are read with it. */
export const state_getKeys: Method = (params, context) =>
  keysUnder(readerAt(params, 1, context), keyParam(params, 0))

export const state_getKeysPaged: Method = (params, context) => {
  const prefix = optional(params, 0, keyParam) ?? ""
  const count = u32Param(params, 1)
  const after = optional(params, 2, keyParam)
  if (count > maxPage)
    throw new RpcError(4002, `count exceeds maximum value. value: ${count}, max: ${maxPage}`)
  return keysPage(readerAt(params, 3, context), prefix, count, after)
}
export const state_getKeysPagedAt: Method = state_getKeysPaged

export const state_getPairs: Method = (params, context) =>
  pairsUnder(readerAt(params, 1, context), keyParam(params, 0))

/** Every key is in the answer, in the order of the question. */
export const state_queryStorageAt: Method = (params, context) => {
  const keys = listParam(params, 0, maxKeys, keyParam)
  const block = blockHash(params, 1, context)
  const { reader } = context.services.chain.state(block)
  return [{ block, changes: keys.map((key) => [keyHex(key), valueHex(reader, key)]) }]
}

/** The values at the first block, then what changed at each later one. */
export const state_queryStorage: Method = (params, context) => {
  const { chain } = context.services
  const keys = listParam(params, 0, maxKeys, keyParam)
  const from = chain.block(hashParam(params, 1))
  const to = chain.block(blockHash(params, 2, context))
  if (from === undefined || to === undefined || to.header.number < from.header.number)
    throw new RpcError(4001, "Cannot resolve a block range")
  const range = to.header.number - from.header.number + 1
  if (range > maxRange || range * keys.length > maxQueried)
    throw invalidParams(`more than ${maxRange} blocks or ${maxQueried} values`)
  const answer: unknown[] = []
  let before: KvReader | undefined
  for (let number = from.header.number; number <= to.header.number; number++) {
    const block = chain.hashByNumber(number) as Hex
    const { reader } = chain.state(block)
    const earlier = before
    const changed = keys.filter((key) => earlier === undefined || differs(earlier, reader, key))
    if (changed.length > 0)
      answer.push({ block, changes: changed.map((key) => [keyHex(key), valueHex(reader, key)]) })
    before = reader
  }
  return answer
}

function differs(before: KvReader, after: KvReader, key: StorageKey): boolean {
  const old = before.get(key)
  const now = after.get(key)
  if (old === undefined || now === undefined) return old !== now
  return !equalBytes(old, now)
}

export const state_getReadProof: Method = (params, context) => {
  const keys = listParam(params, 0, maxProvenKeys, keyParam)
  const at = blockHash(params, 1, context)
  return { at, proof: context.services.chain.state(at).trie.proof(keys).map(toHex) }
}

export const state_call: Method = (params, context) =>
  callRuntimeHex(
    context.services.chain,
    blockHash(params, 2, context),
    stringParam(params, 0),
    bytesParam(params, 1),
  )
export const state_callAt: Method = state_call

/** The runtime of an optional block. Clients ask at the parent of what they read, so the parent of genesis must be answered too. */
function runtimeAt(params: Params, index: number, { services: { chain } }: RpcContext): Runtime {
  const hash = optional(params, index, hashParam)
  if (hash === undefined || hash === zeroHash) return chain.runtime
  if (chain.block(hash) === undefined) throw new UnknownBlockError(hash)
  return chain.runtimeAt(hash)
}

export const state_getMetadata: Method = (params, context) => {
  const metadata = runtimeAt(params, 0, context).metadata(14)
  return metadata === undefined ? null : cachedHex(metadata)
}

export const state_getRuntimeVersion: Method = (params, context) => runtimeAt(params, 0, context).version
export const chain_getRuntimeVersion: Method = state_getRuntimeVersion

/** The version at once, and whenever it is another. */
export const state_subscribeRuntimeVersion: Method = subscribeMethod({
  notification: "state_runtimeVersion",
  start(_params, sink, { services: { chain } }) {
    let told = chain.runtime.version
    sink(told)
    const look = (): void => {
      const { version } = chain.runtime
      if (version !== told) sink(version)
      told = version
    }
    return chain.listen({ best: look, reset: look })
  },
})
export const chain_subscribeRuntimeVersion: Method = state_subscribeRuntimeVersion
export const state_unsubscribeRuntimeVersion: Method = unsubscribe
export const chain_unsubscribeRuntimeVersion: Method = unsubscribe

const watchedKeys = new WeakMap<Connection, number>()

/** Counts keys of a connection's subscriptions; throws RpcError when there are too many. */
function watchKeys(connection: Connection, count: number): void {
  const watched = (watchedKeys.get(connection) ?? 0) + count
  if (watched > maxWatchedKeys) throw invalidParams(`more than ${maxWatchedKeys} keys on one connection`)
  watchedKeys.set(connection, watched)
}

/** The values at once, then those that a block changes. Without keys: all changes. */
export const state_subscribeStorage: Method = subscribeMethod({
  notification: "state_storage",
  start(params, sink, { services: { chain }, connection }) {
    const keys = optional(params, 0, (list, index) => new Set(listParam(list, index, maxKeys, keyParam)))
    const count = keys?.size ?? 0
    watchKeys(connection, count)
    const block = chain.head().hash
    const { reader } = chain.state(block)
    sink({ block, changes: [...(keys ?? [])].map((key) => [keyHex(key), valueHex(reader, key)]) })
    const tell = (hash: Hex, before: KvReader, candidates: Iterable<StorageKey>): void => {
      const after = chain.state(hash).reader
      const changed = [...candidates].filter((key) => differs(before, after, key))
      if (changed.length === 0) return
      sink({ block: hash, changes: changed.map((key) => [keyHex(key), valueHex(after, key)]) })
    }
    const stop = chain.listen({
      best: (imported) => tell(imported.block.hash, imported.before, touched(imported.changes, keys)),
      // Those who want all changes hear of none: it may be the whole state.
      reset: (reset) => tell(reset.block.hash, reset.before, keys ?? []),
    })
    return () => {
      stop()
      watchKeys(connection, -count)
    }
  },
})

/** Walks the smaller of the two. */
function touched(changes: Changes, keys: ReadonlySet<StorageKey> | undefined): StorageKey[] {
  if (keys === undefined) return [...changes.keys()]
  if (keys.size < changes.size) return [...keys].filter((key) => changes.has(key))
  return [...changes.keys()].filter((key) => keys.has(key))
}

export const state_unsubscribeStorage: Method = unsubscribe
