import type { StorageEntryInfo } from "@taonet/frame/schema/storage"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { hashPrefixLength, storageHashers } from "@taonet/primitives/hash"
import { type AnyCodec, createReader, decode, encode } from "@taonet/primitives/scale/index"
import { storage as scheduler } from "@taonet/runtime/pallets/scheduler/schema"
import { splitStorageIndex } from "@taonet/runtime/pallets/subtensor/neurons/storageIndex"
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
  /** By account, or by account and subnet: those of a subnet's neurons are read together, or those of their owners. */
  | "byAccount"

const isSubnet = (codec: AnyCodec | undefined): boolean =>
  (codec as unknown) === NetUid || (codec as unknown) === NetUidStorageIndex
const isAccount = (codec: AnyCodec | undefined): boolean => (codec as unknown) === AccountId32

function groupingOf({ parts }: StorageEntryInfo): Grouping {
  const [first, second] = parts
  if (isSubnet(first?.codec)) return parts.length === 1 ? "bySubnet" : "inSubnet"
  if (isAccount(first?.codec) && (parts.length === 1 || (parts.length === 2 && isSubnet(second?.codec))))
    return "byAccount"
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

/** What else to fetch with a key: whatever the runtime reads along with it. */
export function createReadahead(peopleOf: PeopleOf): Readahead {
  const groups = new Map(entries.map((entry) => [entry.prefix(), { entry, grouping: groupingOf(entry) }]))
  /** Whose epoch is under way: it asks for its neurons' stake on the root as well, and for their owners. */
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
        const prefix = key.slice(0, prefixLength + partLength(entry, 0, 2))
        lastSubnet = splitStorageIndex(readSubnet(prefix)).netuid
        return { prefix }
      }
      case "byAccount": {
        const account = key.slice(prefixLength, prefixLength + partLength(entry, 0, 32)).slice(-32)
        const subnet = entry.parts.length === 1 ? undefined : readSubnet(key)
        if (subnet !== undefined && subnet !== rootNetuid) lastSubnet = subnet
        const like = peopleLike(account, [lastSubnet, rootNetuid], peopleOf)
        return { keys: accountKeys(entry, like, subnet) }
      }
    }
  }
}

/** Bytes of a key with what its hasher puts before it. */
const partLength = ({ parts }: StorageEntryInfo, part: number, bytes: number): number =>
  (hashPrefixLength[parts[part]?.hasher ?? "identity"] ?? 0) + bytes

/** A netuid, or a mechanism's index, at the end of a key. */
const readSubnet = (key: StorageKey): number => NetUid.decodeFrom(createReader(keyToBytes(key.slice(-2))))

/** The keys of these accounts, on a subnet where the entry goes by subnets too. */
function accountKeys(
  entry: StorageEntryInfo,
  accounts: readonly Uint8Array[],
  netuid: number | undefined,
): StorageKey[] {
  const subnet = netuid === undefined ? [] : [encode(NetUid, netuid)]
  return accounts.map((account) => keyFrom(entry, [account, ...subnet]))
}

/** The neurons of a subnet: their hotkeys, and the coldkeys that own these. */
export interface People {
  readonly hotkeys: readonly Uint8Array[]
  readonly coldkeys: readonly Uint8Array[]
  /** The group that an account is in. */
  readonly groupOf: ReadonlyMap<StorageKey, readonly Uint8Array[]>
}

export type PeopleOf = (netuid: number) => People

const nobody: readonly Uint8Array[] = []

function peopleLike(
  account: StorageKey,
  netuids: readonly number[],
  peopleOf: PeopleOf,
): readonly Uint8Array[] {
  for (const netuid of netuids) {
    const group = peopleOf(netuid).groupOf.get(account)
    if (group !== undefined) return group
  }
  return nobody
}

/** Subnets whose people are remembered. */
const maxSubnets = 256

/** Reads who is on a subnet without causing others to be read ahead. */
export function peopleIn(state: () => RemoteState): PeopleOf {
  const known = new Map<number, People>()

  function read(netuid: number): People {
    const remote = state()
    const hotkeys = [...remote.keys(subtensor.Keys.prefix(netuid))].flatMap((key) => remote.get(key) ?? [])
    const owners = accountKeys(subtensor.Owner, hotkeys, undefined)
    remote.fetchValues(owners)
    const coldkeys = owners.flatMap((key) => remote.get(key) ?? [])
    const distinct = [...new Map(coldkeys.map((coldkey) => [bytesToKey(coldkey), coldkey])).values()]
    const groups = [distinct, hotkeys]
    const groupOf = new Map(groups.flatMap((group) => group.map((one) => [bytesToKey(one), group] as const)))
    return { hotkeys, coldkeys: distinct, groupOf }
  }

  return (netuid) => {
    const people = known.get(netuid) ?? read(netuid)
    if (known.size >= maxSubnets) known.clear()
    known.set(netuid, people)
    return people
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
  const { hotkeys, coldkeys } = peopleIn(() => remote)(netuid)
  const byAccount = entries.filter((entry) => groupingOf(entry) === "byAccount")
  remote.fetchValues(
    byAccount.flatMap((entry) => {
      if (entry.parts.length === 1) return accountKeys(entry, [...hotkeys, ...coldkeys], undefined)
      return [netuid, rootNetuid].flatMap((on) => accountKeys(entry, [...hotkeys, ...coldkeys], on))
    }),
  )
}

/** Whether the chain has the subnet. */
export const hasSubnet = (remote: RemoteState, netuid: number): boolean => {
  const found = remote.get(subtensor.NetworksAdded.key(netuid))
  return found !== undefined && decode(subtensor.NetworksAdded.codec, found) === true
}
