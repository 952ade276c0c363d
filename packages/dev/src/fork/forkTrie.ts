import { OriginError } from "@taonet/node/chain/errors"
import { utf8 } from "@taonet/primitives/bytes"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { createTrie, type Trie } from "@taonet/state/trie/trie"
import type { Changes, StorageKey } from "@taonet/state/types"

/** Where the root of the forked block stands among the changes. No pallet has keys so short. */
const originKey: StorageKey = ":origin"

/**
 * The state root of a fork. Of a state that is read by key nobody knows the trie. So the forked block keeps the root that it has, and each later
 * state has the root of a trie of what was changed since, of marks where something was deleted, and of the forked block's root. It still
 * changes with every change and is the same for the same changes; it proves nothing to others, so there are no proofs.
 */
export function forkTrie(originRoot: Hex): Trie {
  return trieOver(createTrie(new Map([[originKey, fromHex(originRoot)]])), originRoot)
}

function trieOver(changed: Trie, originRoot?: Hex): Trie {
  const trie: Trie = {
    get root() {
      return originRoot ?? changed.root
    },
    get: () => {
      throw unknownTrie()
    },
    update(changes) {
      if (changes.size === 0) return trie
      return trieOver(changed.update(marked(changes)))
    },
    proof: () => {
      throw unknownTrie()
    },
    branchesSince: () => {
      throw unknownTrie()
    },
  }
  return trie
}

const deletedMark = utf8("-")
const writtenMark = utf8("+")[0] as number

/** Nothing is taken out: that a key was deleted is a change as well. */
function marked(changes: Changes): Changes {
  const entries = new Map<StorageKey, Uint8Array>()
  for (const [key, value] of changes) {
    if (value === undefined) {
      entries.set(key, deletedMark)
      continue
    }
    const bytes = new Uint8Array(value.length + 1)
    bytes[0] = writtenMark
    bytes.set(value, 1)
    entries.set(key, bytes)
  }
  return entries
}

const unknownTrie = (): OriginError =>
  new OriginError(
    "no-proof",
    "A fork has no proofs: it reads the other chain by key, and does not know the trie that its root stands for",
  )
