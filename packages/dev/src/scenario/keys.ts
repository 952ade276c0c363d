import { utf8 } from "@taonet/primitives/bytes"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"

/**
 * Who a scenario's names are. `derived`: the name `miner1` has the coldkey `//miner1` and the hotkey `//miner1_hk`, which anybody can sign for.
 * `hashed`: accounts whose key nobody has, which are made in no time; a development chain lets one act for them all the same.
 */
export interface Keys {
  coldkey(name: string): Hex
  hotkey(name: string): Hex
}

export function createKeys(kind: "derived" | "hashed"): Keys {
  const found = new Map<string, Hex>(Object.entries(devAccounts))
  const derive = kind === "derived" ? (uri: string) => keypairFromUri(uri).account : hashed

  function account(name: string): Hex {
    let one = found.get(name)
    if (one === undefined) {
      one = derive(`//${name}`)
      found.set(name, one)
    }
    return one
  }
  return { coldkey: account, hotkey: (name) => account(`${name}_hk`) }
}

const hashed = (uri: string): Hex => toHex(blake2b256(utf8(`taonet scenario ${uri}`)))
