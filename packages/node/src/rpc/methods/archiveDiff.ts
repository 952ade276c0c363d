import { bytesToKey, equalBytes } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, isHex, toHex } from "@taonet/primitives/hex"
import type { KvReader, StorageKey } from "@taonet/state/types"
import { UnknownBlockError } from "../../chain/errors.ts"
import { errorText } from "../../log.ts"
import { invalidParams } from "../errors.ts"
import { hexOf } from "../hex.ts"
import { hashParam, optional, type Params } from "../params.ts"
import { keyHex } from "../storageReads.ts"
import { subscribeMethod, unsubscribe } from "../subscriptions.ts"
import type { Method } from "../types.ts"

interface Wanted {
  readonly prefix: StorageKey
  readonly hashed: boolean
}

interface Difference {
  readonly key: StorageKey
  readonly type: "added" | "modified" | "deleted"
  /** As it is now; of what was deleted, as it was. */
  readonly value: Uint8Array
}

const maxItems = 1000
/** Keys that are compared before others have their turn. */
const sliceKeys = 256

/** What differs between two states, the older of which is the parent's if it is not named, below some keys or everywhere. */
export const archive_v1_storageDiff: Method = subscribeMethod({
  notification: "archive_v1_storageDiffEvent",
  start(params, sink, { services: { chain, clock }, afterResponse }) {
    const hash = hashParam(params, 0)
    const wanted = wantedParam(params, 1)
    const named = optional(params, 2, hashParam)
    let stopped = false
    async function send(): Promise<void> {
      try {
        const block = chain.block(hash)
        if (block === undefined) throw new UnknownBlockError(hash)
        const now = chain.state(hash).reader
        const before = chain.state(named ?? block.header.parentHash).reader
        for (const { prefix, hashed } of wanted) {
          let compared = 0
          for (const difference of differences(before, now, prefix)) {
            if (difference !== undefined) sink({ event: "storageDiff", ...itemOf(difference, hashed) })
            if (++compared % sliceKeys === 0) await clock.breathe()
            if (stopped) return
          }
        }
        sink({ event: "storageDiffDone" })
      } catch (error) {
        sink({ event: "storageDiffError", error: errorText(error) })
      }
    }
    afterResponse(() => void send())
    return () => {
      stopped = true
    }
  },
})
export const archive_v1_storageDiff_stopStorageDiff: Method = unsubscribe

/** One of items below another of the same kind would be told twice. Nothing is below a child trie: there are none here. */
function wantedParam(params: Params, index: number): Wanted[] {
  const items = params[index]
  if (items === undefined || items === null) return [{ prefix: "", hashed: false }]
  if (!Array.isArray(items) || items.length > maxItems)
    throw invalidParams(`parameter ${index} is not a list of at most ${maxItems}`)
  const wanted = items.flatMap((item: unknown): Wanted[] => {
    const { key, returnType, childTrieKey } = (item ?? {}) as Record<string, unknown>
    if (typeof key !== "string" || !isHex(key) || (returnType !== "value" && returnType !== "hash"))
      throw invalidParams(`parameter ${index} has an item that is not {key, returnType}`)
    if (typeof childTrieKey === "string") return []
    return [{ prefix: bytesToKey(fromHex(key)), hashed: returnType === "hash" }]
  })
  return wanted.filter(
    (one, at) =>
      !wanted.some(
        (other, to) =>
          other.hashed === one.hashed &&
          one.prefix.startsWith(other.prefix) &&
          (other.prefix !== one.prefix || to < at),
      ),
  )
}

/** Goes through the keys of both in order; undefined for one that both have alike, so that the caller can pause. */
function* differences(
  before: KvReader,
  now: KvReader,
  prefix: StorageKey,
): Generator<Difference | undefined, void> {
  const [olds, news] = [before.keys(prefix)[Symbol.iterator](), now.keys(prefix)[Symbol.iterator]()]
  let [old, next] = [olds.next(), news.next()]
  while (old.done !== true || next.done !== true) {
    const [oldKey, newKey] = [keyOf(old), keyOf(next)]
    if (newKey === undefined || (oldKey !== undefined && oldKey < newKey)) {
      const key = oldKey as StorageKey
      yield { key, type: "deleted", value: before.get(key) as Uint8Array }
      old = olds.next()
      continue
    }
    const value = now.get(newKey) as Uint8Array
    if (oldKey !== newKey) yield { key: newKey, type: "added", value }
    else {
      const was = before.get(newKey) as Uint8Array
      yield equalBytes(was, value) ? undefined : { key: newKey, type: "modified", value }
      old = olds.next()
    }
    next = news.next()
  }
}

const keyOf = (result: IteratorResult<StorageKey, unknown>): StorageKey | undefined =>
  result.done === true ? undefined : result.value

function itemOf({ key, type, value }: Difference, hashed: boolean): Readonly<Record<string, unknown>> {
  const shown = hashed ? { hash: toHex(blake2b256(value)) } : { value: hexOf(value) }
  return { key: keyHex(key), ...shown, type }
}
