import type { StorageEntryInfo } from "@taonet/frame/schema/storage"
import type { State } from "@taonet/frame/state"
import { type Json, jsonOf } from "@taonet/node/dev/json"
import type { Hex } from "@taonet/primitives/hex"
import { encode } from "@taonet/primitives/scale/index"
import { storageIndex } from "@taonet/runtime/pallets/subtensor/neurons/storageIndex"
import { uidOf } from "@taonet/runtime/pallets/subtensor/neurons/uids"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"

/** Whom and what a refused call was about, as far as it is known. */
export interface About {
  readonly netuid?: number
  readonly mecid?: number
  readonly hotkey?: Hex
  readonly coldkey?: Hex
  readonly uid?: number
  /** The mechanism's place in storage; follows from the others. */
  readonly index?: number
}

export type AboutKey = Exclude<keyof About, "mecid">

/** What an option has to say for something to be known. */
export const optionOf: Readonly<Record<AboutKey, string>> = {
  netuid: "--netuid",
  index: "--netuid",
  hotkey: "--hotkey",
  coldkey: "--coldkey",
  uid: "--hotkey",
}

/** With what the chain knows: a hotkey's uid and coldkey, a uid's hotkey. */
export function completed(state: State, about: About): About {
  const { netuid, mecid = 0 } = about
  const hotkey =
    about.hotkey ??
    (netuid === undefined || about.uid === undefined
      ? undefined
      : subtensor.Keys.find(state, netuid, about.uid))
  const uid =
    about.uid ?? (netuid === undefined || hotkey === undefined ? undefined : uidOf(state, netuid, hotkey))
  const coldkey = about.coldkey ?? (hotkey === undefined ? undefined : subtensor.Owner.find(state, hotkey))
  return {
    ...about,
    ...(netuid === undefined ? {} : { index: storageIndex(netuid, mecid) }),
    ...(hotkey === undefined ? {} : { hotkey }),
    ...(uid === undefined ? {} : { uid }),
    ...(coldkey === undefined ? {} : { coldkey }),
  }
}

/** How to read a number. */
export type Unit = "blocks" | "block" | "rao" | "epochs" | "of 65535"

/** A storage item that has a say in a refusal. */
export interface LimitItem {
  readonly name: string
  readonly doc: string
  readonly unit: Unit | undefined
  readonly needs: readonly AboutKey[]
  read(state: State, about: About): Json
}

interface Readable extends StorageEntryInfo {
  get(state: State, ...keys: never[]): unknown
}

/** `limit(subtensor.Tempo, "blocks", "netuid")`: the item, its unit, and what its keys are. */
export function limit(entry: Readable, unit: Unit | undefined, ...needs: readonly AboutKey[]): LimitItem {
  return {
    name: `${entry.pallet}.${entry.name}`,
    doc: entry.doc,
    unit,
    needs,
    read(state, about) {
      const value = entry.get(state, ...(needs.map((key) => about[key]) as never[]))
      return value === undefined ? null : jsonOf(entry.codec, encode(entry.codec, value as never))
    },
  }
}

/** What no single item holds. Numbers as decimal text, as JSON has those that do not fit. */
export const figure = (
  name: string,
  unit: Unit | undefined,
  needs: readonly AboutKey[],
  read: LimitItem["read"],
): LimitItem => ({ name, doc: "", unit, needs, read })

export const missing = (needs: readonly AboutKey[], about: About): AboutKey[] =>
  needs.filter((key) => about[key] === undefined)
