import { OriginError } from "@taonet/node/chain/errors"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { createMemoryStore } from "@taonet/state/memoryStore"
import type { KvReader, StorageKey } from "@taonet/state/types"
import { createKnownRanges, endOfPrefix } from "./knownRanges.ts"
import type { Origin } from "./origin.ts"
import type { OriginCall } from "./originTypes.ts"

/** The state after one block of another chain. What was asked for once is kept. */
export interface RemoteState extends KvReader {
  /** Fetches values together that will be asked for. */
  fetchValues(keys: Iterable<StorageKey>): void
  /** Fetches everything under each prefix, up to a bound, with as few questions as can be. */
  fetchPrefixes(prefixes: readonly StorageKey[]): void
  /** Keys whose values are known, absent ones included. */
  readonly known: number
}

/** What else to fetch when a key is asked for that is not known. */
export type Readahead = (key: StorageKey) => {
  readonly prefix?: StorageKey
  readonly keys?: Iterable<StorageKey>
}

/** The limit of `state_getKeysPaged`. */
const pageSize = 1000
/** Values of one question: endpoints bound the size of their answers. */
const valuesAtOnce = 250
/** Of what is read ahead under one prefix; more is fetched when it is asked for. */
const maxAheadPages = 8
/** Values that are kept. With more, all are forgotten: they can be asked for again. */
const maxKnown = 2_000_000

export function createRemoteState(origin: Origin, at: Hex, readahead: Readahead): RemoteState {
  let values = new Map<StorageKey, Uint8Array | undefined>()
  let keyStore = createMemoryStore()
  let ranges = createKnownRanges()
  let canQueryMany = true

  function fetchValues(wanted: Iterable<StorageKey>): void {
    const keys = [...new Set(wanted)].filter((key) => !values.has(key) && !isKnownAbsent(key))
    if (keys.length === 0) return
    if (values.size + keys.length > maxKnown) forget()
    const answers = canQueryMany ? queryMany(keys) : undefined
    for (const [key, value] of answers ?? queryOneByOne(keys)) values.set(key, value)
  }

  function queryMany(keys: readonly StorageKey[]): [StorageKey, Uint8Array | undefined][] | undefined {
    const parts = chunks(keys, valuesAtOnce)
    try {
      const answers = origin.ask(parts.map((part) => call("state_queryStorageAt", part.map(hexOf), at)))
      return answers.flatMap((answer, i) => readChangeSet(answer, parts[i] as StorageKey[], origin.url))
    } catch (error) {
      // Some endpoints do not offer it: then values are asked for one by one.
      if (!(error instanceof OriginError) || error.code !== "refused") throw error
      canQueryMany = false
      return undefined
    }
  }

  function queryOneByOne(keys: readonly StorageKey[]): [StorageKey, Uint8Array | undefined][] {
    const answers = origin.ask(keys.map((key) => call("state_getStorage", hexOf(key), at)))
    return keys.map((key, i) => [key, readValue(answers[i], origin.url)])
  }

  /** A range whose keys are known has no others. */
  const isKnownAbsent = (key: StorageKey): boolean =>
    ranges.end(key) !== undefined && keyStore.get(key) === undefined

  function forget(): void {
    values = new Map()
    keyStore = createMemoryStore()
    ranges = createKnownRanges()
  }

  /** One more page of keys of each prefix, and their values. Answers the prefixes of which there is more. */
  function fetchPages(pages: readonly Page[]): Page[] {
    const answers = origin.ask(
      pages.map(({ prefix, after }) =>
        call("state_getKeysPaged", hexOf(prefix), pageSize, after && hexOf(after), at),
      ),
    )
    const more: Page[] = []
    const found: StorageKey[] = []
    for (const [i, { prefix, after }] of pages.entries()) {
      const keys = readKeys(answers[i], origin.url)
      keyStore.batch(new Map(keys.map((key) => [key, marker])))
      for (const key of keys) found.push(key)
      const last = keys.at(-1)
      const whole = keys.length < pageSize
      // A page tells nothing of the key that it begins behind.
      ranges.add(
        after === undefined ? prefix : `${after}\0`,
        whole || last === undefined ? endOfPrefix(prefix) : `${last}\0`,
      )
      if (!whole && last !== undefined) more.push({ prefix, after: last })
    }
    fetchValues(found)
    return more
  }

  function fetchPrefixes(prefixes: readonly StorageKey[]): void {
    let pages: Page[] = prefixes
      .filter((prefix) => !ranges.covers(prefix, endOfPrefix(prefix)))
      .map((prefix) => ({ prefix }))
    for (let page = 0; page < maxAheadPages && pages.length > 0; page++) pages = fetchPages(pages)
  }

  /** The smallest key from `from` on (`from` itself included) that is below `end` and starts with `prefix`. */
  function firstFrom(from: StorageKey, prefix: StorageKey): StorageKey | undefined {
    const bound = endOfPrefix(prefix)
    for (let at = from; bound === undefined || at < bound; ) {
      const knownTo = ranges.end(at)
      if (knownTo === undefined) {
        fetchPages([at > prefix ? { prefix, after: beforeOf(at) } : { prefix }])
        continue
      }
      const key = keyStore.get(at) === undefined ? keyStore.nextKey(at) : at
      if (key !== undefined && (knownTo.to === undefined || key < knownTo.to))
        return bound === undefined || key < bound ? key : undefined
      if (knownTo.to === undefined) return undefined
      at = knownTo.to
    }
    return undefined
  }

  const state: RemoteState = {
    get(key) {
      const value = values.get(key)
      if (value !== undefined || values.has(key) || isKnownAbsent(key)) return value
      const { prefix, keys = [] } = readahead(key)
      if (prefix !== undefined) fetchPrefixes([prefix])
      fetchValues([key, ...keys])
      return values.get(key)
    },
    nextKey: (key) => firstFrom(`${key}\0`, ""),
    keys: (prefix, after) => ({
      *[Symbol.iterator]() {
        let from = after !== undefined && after >= prefix ? `${after}\0` : prefix
        for (;;) {
          const key = firstFrom(from, prefix)
          if (key === undefined) return
          yield key
          from = `${key}\0`
        }
      },
    }),
    fetchValues,
    fetchPrefixes,
    get known() {
      return values.size
    },
  }
  return state
}

interface Page {
  readonly prefix: StorageKey
  readonly after?: StorageKey
}

const marker = new Uint8Array(0)

/**
 * What a page starts behind so that it begins with `at`: the key that `at` follows at once; or, where `at` ends a range that is known, some
 * key of that range near its end.
 */
function beforeOf(at: StorageKey): StorageKey {
  const head = at.slice(0, -1)
  const last = at.charCodeAt(at.length - 1)
  return last === 0 ? head : head + String.fromCharCode(last - 1) + longTail
}
const longTail = "\xff".repeat(48)

const hexOf = (key: StorageKey): Hex => toHex(keyToBytes(key))
const call = (method: string, ...params: readonly unknown[]): OriginCall => ({
  method,
  params: params.map((param) => param ?? null),
})

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
}

const isHex = (value: unknown): value is Hex => typeof value === "string" && /^0x([0-9a-f]{2})*$/i.test(value)

function nonsense(url: string, what: string): OriginError {
  return new OriginError("refused", `${url} answered with no ${what}: it is no Substrate node`)
}

function readValue(answer: unknown, url: string): Uint8Array | undefined {
  if (answer === null || answer === undefined) return undefined
  if (!isHex(answer)) throw nonsense(url, "value")
  return fromHex(answer)
}

function readKeys(answer: unknown, url: string): StorageKey[] {
  if (!Array.isArray(answer) || !answer.every(isHex)) throw nonsense(url, "keys")
  return answer.map((key) => bytesToKey(fromHex(key)))
}

/** What is not in the answer is not in the state. */
function readChangeSet(
  answer: unknown,
  keys: readonly StorageKey[],
  url: string,
): [StorageKey, Uint8Array | undefined][] {
  const set = Array.isArray(answer) ? (answer[0] as { changes?: unknown } | undefined)?.changes : undefined
  if (!Array.isArray(set)) throw nonsense(url, "values")
  const found = new Map(set.map((pair) => [bytesToKey(fromHex(pair[0])), readValue(pair[1], url)] as const))
  return keys.map((key) => [key, found.get(key)])
}
