/** A chain for tests of verbs: subnet 2 of three neurons, and people who sign. */
import { createDevChain, type DevChain, readScenario } from "@taonet/dev/index"
import {
  createClient,
  DispatchRejected,
  inProcess,
  makeCall,
  TransactionInvalid,
  type WriteClient,
} from "../index.ts"

export const tao = 1_000_000_000n
export const netuid = 2

/** Uids go in this order: Alice_hk, Bob_hk, Charlie_hk. */
const scenario = readScenario(`
hyperparameters: { admin_freeze_window: 0 }
subnets:
  - owner: Alice
    pool: 10_000
    hyperparameters: { tempo: 10, commit_reveal_weights_enabled: false, weights_set_rate_limit: 0 }
    validators: [{ name: Bob, stake: 100, weights: { Charlie: 1 } }]
    miners: [{ name: Charlie }]
history: { epochs: 1 }
`)

export interface Stage extends AsyncDisposable {
  readonly chain: DevChain
  /** The client that signs for `//name`. */
  as(name: string): WriteClient
  /** The account of `//name`. */
  account(name: string): `0x${string}`
  /** Back to the beginning, for the next test. */
  again(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const chain = await createDevChain({ scenario })
  const client = await createClient({ transport: inProcess(chain.node), signer: chain.signer("Alice") })
  const start = await chain.snapshot()
  return {
    chain,
    as: (name) => client.as(chain.signer(name)),
    account: (name) => chain.signer(name).account,
    async again() {
      await chain.revert(start)
    },
    async [Symbol.asyncDispose]() {
      await client.close()
      await chain.close()
    },
  }
}

/** Whether validators of the subnet commit their weights. */
export const hideWeights = ({ as }: Stage, enabled = true): Promise<unknown> =>
  as("Alice").sudo(makeCall("AdminUtils.sudo_set_commit_reveal_weights_enabled", { netuid, enabled }))

/** What a verb rejected with: names of errors, or the node's own reason. */
export async function errorsOf(attempt: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    await attempt()
    return []
  } catch (error) {
    if (error instanceof DispatchRejected) return [error.error]
    if (error instanceof TransactionInvalid)
      return error.errors.length > 0 ? error.errors : [String(error.data)]
    throw error
  }
}
