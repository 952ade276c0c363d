import type { StorageEntryInfo } from "@taonet/frame/schema/storage"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { hashPrefixLength, storageHashers } from "@taonet/primitives/hash"
import { type AnyCodec, createReader, decode, encode } from "@taonet/primitives/scale/index"
import { storage as scheduler } from "@taonet/runtime/pallets/scheduler/schema"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { palletSchemas } from "@taonet/runtime/schemas"
import { NetUid, NetUidStorageIndex } from "@taonet/runtime/types/subtensorCommon"
import type { StorageKey } from "@taonet/state/types"
import type { Readahead, RemoteState } from "./remoteState.ts"

/** Pallet and item hashes before the keys of an item. */
const prefixLength = 32
const rootNetuid = 0

/** How the entries of an item belong together, so that who reads one will read its like. */
type Grouping =
  | "alone"
  /** One entry a subnet, or a mechanism: all of them are read together. */
  | "bySubnet"
  /** Many entries a subnet: those of a subnet are read together. */
  | "inSubnet"
  /** By hotkey and subnet: those of a subnet's neurons are read together. */
  | "byNeuron"

const isSubnet = (codec: AnyCodec | undefined): boolean =>
  (codec as unknown) === NetUid || (codec as unknown) === NetUidStorageIndex
const isAccount = (codec: AnyCodec | undefined): boolean => (codec as unknown) === AccountId32

function groupingOf({ parts }: StorageEntryInfo): Grouping {
  const [first, second] = parts
  if (isSubnet(first?.codec)) return parts.length === 1 ? "bySubnet" : "inSubnet"
  if (parts.length === 2 && isAccount(first?.codec) && isSubnet(second?.codec)) return "byNeuron"
  return "alone"
}

const entries: readonly StorageEntryInfo[] = palletSchemas.flatMap(({ tables }) =>
  Object.values(tables.storage),
)

/** The key of an entry from its keys' bytes. */
function keyFrom(entry: StorageEntryInfo, keys: readonly Uint8Array[]): StorageKey {
  return entry.parts.reduce(
    (key, { hasher }, i) => key + hashed(hasher, keys[i] as Uint8Array),
    entry.prefix(),
  )
}

const hashed = (hasher: keyof typeof storageHashers, bytes: Uint8Array): StorageKey =>
  bytesToKey(storageHashers[hasher](bytes))

/** Hotkeys of a subnet's neurons, as far as they are known. */
type HotkeysOf = (netuid: number) => readonly Uint8Array[]

/** What else to fetch with a key: whatever the runtime reads along with it. */
export function createReadahead(hotkeysOf: HotkeysOf): Readahead {
  const groups = new Map(entries.map((entry) => [entry.prefix(), { entry, grouping: groupingOf(entry) }]))

  /** Whose epoch is under way: it asks for its neurons' stake on the root as well. */
  let lastSubnet = rootNetuid

  return (key) => {
    const found = groups.get(key.slice(0, prefixLength))
    if (found === undefined) return {}
    const { entry, grouping } = found
    switch (grouping) {
      case "alone":
        return {}
      case "bySubnet":
        return { prefix: entry.prefix() }
      case "inSubnet": {
        const prefix = key.slice(0, prefixLength + subnetLength(entry))
        lastSubnet = NetUid.decodeFrom(createReader(keyToBytes(prefix.slice(-2))))
        return { prefix }
      }
      case "byNeuron": {
        const netuid = readSubnet(entry, key)
        if (netuid === undefined) return {}
        const more = netuid === rootNetuid && lastSubnet !== rootNetuid ? hotkeysOf(lastSubnet) : []
        if (netuid !== rootNetuid) lastSubnet = netuid
        return { keys: neuronKeys(entry, netuid, [...hotkeysOf(netuid), ...more]) }
      }
    }
  }
}

/** Bytes of the first key, with what its hasher puts before it. */
const subnetLength = ({ parts }: StorageEntryInfo): number =>
  (hashPrefixLength[parts[0]?.hasher ?? "identity"] ?? 0) + 2

function readSubnet({ parts }: StorageEntryInfo, key: StorageKey): number | undefined {
  const [account, subnet] = parts
  const skipAccount = account && hashPrefixLength[account.hasher]
  const skipSubnet = subnet && hashPrefixLength[subnet.hasher]
  if (skipAccount === undefined || skipSubnet === undefined) return undefined
  const reader = createReader(keyToBytes(key))
  reader.offset = prefixLength + skipAccount + 32 + skipSubnet
  return NetUid.decodeFrom(reader)
}

const neuronKeys = (
  entry: StorageEntryInfo,
  netuid: number,
  hotkeys: readonly Uint8Array[],
): StorageKey[] => {
  const subnet = encode(NetUid, netuid)
  return hotkeys.map((hotkey) => keyFrom(entry, [hotkey, subnet]))
}

/** Reads the hotkeys of a subnet without causing others to be read ahead. */
export function hotkeysIn(state: () => RemoteState): HotkeysOf {
  return (netuid) => {
    const remote = state()
    const found: Uint8Array[] = []
    for (const key of remote.keys(subtensor.Keys.prefix(netuid))) {
      const value = remote.get(key)
      if (value !== undefined) found.push(value)
    }
    return found
  }
}

/** What nearly every block reads: single values, and one entry a subnet. */
export function prefetchHot(remote: RemoteState): void {
  remote.fetchValues(entries.filter(({ parts }) => parts.length === 0).map((entry) => entry.prefix()))
  const tables = entries.filter((entry) => groupingOf(entry) === "bySubnet")
  remote.fetchPrefixes([...tables, scheduler.Agenda].map((entry) => entry.prefix()))
}

/** All that belongs to one subnet and its neurons. */
export function prefetchSubnet(remote: RemoteState, netuid: number): void {
  const inSubnet = entries.filter((entry) => groupingOf(entry) === "inSubnet")
  remote.fetchPrefixes(inSubnet.map((entry) => entry.prefix(netuid)))
  const hotkeys = hotkeysIn(() => remote)(netuid)
  const byNeuron = entries.filter((entry) => groupingOf(entry) === "byNeuron")
  const byHotkey = entries.filter(({ parts }) => parts.length === 1 && isAccount(parts[0]?.codec))
  remote.fetchValues([
    ...byNeuron.flatMap((entry) => [netuid, rootNetuid].flatMap((on) => neuronKeys(entry, on, hotkeys))),
    ...byHotkey.flatMap((entry) => hotkeys.map((hotkey) => keyFrom(entry, [hotkey]))),
  ])
  const coldkeys = hotkeys.flatMap((hotkey) => remote.get(keyFrom(subtensor.Owner, [hotkey])) ?? [])
  const byColdkey = byHotkey.flatMap((entry) => coldkeys.map((coldkey) => keyFrom(entry, [coldkey])))
  remote.fetchValues(byColdkey)
}

/** Whether the chain has the subnet. */
export const hasSubnet = (remote: RemoteState, netuid: number): boolean => {
  const found = remote.get(subtensor.NetworksAdded.key(netuid))
  return found !== undefined && decode(subtensor.NetworksAdded.codec, found) === true
}
