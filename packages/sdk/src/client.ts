import type { ApiMethod, ApiMethods, RuntimeApi } from "@taonet/frame/schema/runtimeApis"
import type { StorageMap, StorageValue } from "@taonet/frame/schema/storage"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { createWriter, decode, decodePrefix, finish } from "@taonet/primitives/scale/index"
import type { Transport } from "./transport/types.ts"

/** A connection to a chain. Plain data: every verb is a function that takes it first. */
export interface Client {
  readonly transport: Transport
  readonly genesisHash: Hex
  readonly specVersion: number
  readonly transactionVersion: number
}

export async function createClient(transport: Transport): Promise<Client> {
  const [genesisHash, version] = await Promise.all([
    transport.request<Hex>("chain_getBlockHash", [0]),
    transport.request<{ specVersion: number; transactionVersion: number }>("state_getRuntimeVersion", []),
  ])
  return {
    transport,
    genesisHash,
    specVersion: version.specVersion,
    transactionVersion: version.transactionVersion,
  }
}

/** The defaults of the tables stand for absent entries; a network with other constants stores what differs. */
const tables = { constants: new Map<string, unknown>() }

/** Reads a storage value: `readValue(client, system.Number)`. */
export async function readValue<V, R>(client: Client, entry: StorageValue<V, R>, at?: Hex): Promise<R> {
  const found = await client.transport.request<Hex | null>("state_getStorage", [
    keyHex(entry.key()),
    at ?? null,
  ])
  return decodeEntry(entry, found)
}

/** Reads an entry of a storage map: `readMap(client, subtensor.Uids, [netuid, hotkey])`. */
export async function readMap<K extends readonly unknown[], V, R>(
  client: Client,
  entry: StorageMap<K, V, R>,
  key: K,
  at?: Hex,
): Promise<R> {
  const found = await client.transport.request<Hex | null>("state_getStorage", [
    keyHex(entry.key(...key)),
    at ?? null,
  ])
  return decodeEntry(entry, found)
}

const pageSize = 500

/** All keys of a map under the leading keys given, as binary strings. */
export async function readKeys<K extends readonly unknown[], V, R>(
  client: Client,
  entry: StorageMap<K, V, R>,
  ...leading: readonly unknown[]
): Promise<string[]> {
  const prefix = keyHex(entry.prefix(...leading))
  const keys: string[] = []
  let start: Hex | null = null
  for (;;) {
    const page: Hex[] = await client.transport.request<Hex[]>("state_getKeysPaged", [
      prefix,
      pageSize,
      start,
      null,
    ])
    keys.push(...page.map((key) => bytesToKey(fromHex(key))))
    if (page.length < pageSize) return keys
    start = page.at(-1)!
  }
}

/** Calls a runtime API: `callApi(client, SubnetInfoRuntimeApi, "get_metagraph", { netuid })`. */
export async function callApi<M extends ApiMethods, N extends string & keyof M>(
  client: Client,
  api: RuntimeApi<M>,
  name: N,
  args: M[N] extends ApiMethod<infer A, infer _R> ? A : never,
  at?: Hex,
): Promise<M[N] extends ApiMethod<infer _A, infer R> ? R : never> {
  const { args: codecs, output } = api.methods[name]!
  const writer = createWriter()
  for (const [key, codec] of Object.entries(codecs))
    codec.encodeTo(writer, (args as Record<string, unknown>)[key])
  const answer = await client.transport.request<Hex>("state_call", [
    `${api.name}_${name}`,
    toHex(finish(writer)),
    at ?? null,
  ])
  return decode(output, fromHex(answer)) as never
}

const keyHex = (key: string): Hex => toHex(keyToBytes(key))

function decodeEntry<R>(
  entry: {
    readonly codec: Parameters<typeof decodePrefix>[0]
    readonly modifier: string
    fallback(state: typeof tables): Uint8Array
  },
  found: Hex | null,
): R {
  if (found !== null) return decodePrefix(entry.codec, fromHex(found)) as R
  if (entry.modifier === "Optional") return undefined as R
  return decodePrefix(entry.codec, entry.fallback(tables)) as R
}
