import { DispatchFailure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { mutateAccount } from "@taonet/runtime/pallets/balances/account"
import { constants as balances, storage as balancesStorage } from "@taonet/runtime/pallets/balances/schema"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import type { Changes, KvReader } from "@taonet/state/types"
import { withStateRoot } from "../chain/execute.ts"
import { type DevContext, headState, type Place, placeOf } from "./context.ts"
import { DevError } from "./errors.ts"
import type { Records } from "./records.ts"
import { changesOf } from "./setStorage.ts"

export interface Hand {
  /** Sets storage of the head: see `StorageValues`. */
  setStorage(values: unknown): Promise<Place>
  /** Sets an account's free balance, in rao, and the issuance with it. */
  setBalance(account: Hex, rao: bigint): Promise<Place>
}

const mostRao = (1n << 64n) - 1n

/**
 * Changes of the head's state by hand. The head is replaced by a block of the same number and content whose header carries the new state
 * root, so that proofs and dumps stay true; its hash is another. Genesis stays as it is: the first change makes block 1.
 */
export function createHand(context: DevContext, records: Records): Hand {
  const { chain, engine } = context

  async function change(find: (reader: KvReader) => Changes): Promise<Place> {
    if (chain.head().header.number === 0) {
      // What can not be done at all must not make a block.
      find(chain.state(chain.head().hash).reader)
      await engine.produce()
    }
    return engine.exclusive(async () => {
      const head = chain.head()
      const { reader, trie } = chain.state(head.hash)
      const changes = find(reader)
      const changed = trie.update(changes)
      if (changed.root === trie.root) return placeOf(head)
      const block = withStateRoot(head, changed.root, context.author)
      records.amend(head.hash, block.hash, changes)
      await chain.controls.replaceHead({ block, trie: changed, changes })
      return placeOf(block)
    })
  }

  return {
    setStorage: (values) => change((reader) => changesOf(values, reader)),
    setBalance: (account, rao) =>
      change(() => {
        const state = headState(context)
        writeBalance(state, account, rao)
        return state.changes()
      }),
  }
}

export function writeBalance(state: State, account: Hex, rao: bigint): void {
  const least = balances.ExistentialDeposit.get(state)
  if (rao < 0n || rao > mostRao)
    throw new DevError("bad-value", "rao", `between 0 and ${mostRao}, not ${rao}`)
  if (rao > 0n && rao < least)
    throw new DevError("bad-value", "rao", `an account holds nothing or at least ${least} rao, not ${rao}`)
  const { free } = system.Account.get(state, account).data
  const moved = (issued: bigint): bigint => saturatingSubU64(issued + rao, free)
  balancesStorage.TotalIssuance.mutate(state, moved)
  subtensor.TotalIssuance.mutate(state, moved)
  try {
    mutateAccount(state, account, (data) => ({ ...data, free: rao }))
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error
    throw new DevError("refused", "account", `the account can not have this balance: ${error.message}`)
  }
}
