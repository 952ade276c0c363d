/** Transfers as fast as a node takes them, and what it promised about each. */
import { type Hex, toHex } from "@taonet/primitives/hex"
import {
  createTransactionChain,
  keyOf,
  signTransaction,
} from "@taonet/runtime/executive/transactions.testkit"
import { calls as balances } from "@taonet/runtime/pallets/balances/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { WebSocket } from "ws"

/** What the node has told to be final: it must be there for ever. */
export interface Promised {
  /** Block hashes by number. */
  readonly blocks: Map<number, Hex>
  /** The block that holds an extrinsic, by its bytes. */
  readonly transactions: Map<Hex, Hex>
}

interface Message {
  readonly id?: number
  readonly result?: unknown
  readonly params?: { readonly subscription: string; readonly result: unknown }
}

const senders = ["//Alice", "//Bob", "//Charlie", "//Dave"]
const inFlight = 8
/** For what a signature needs to know of the chain. */
const { state } = createTransactionChain()

/** Sends until the connection is lost, and writes down into `promised` what it hears. Resolves when it is lost. */
export function loadUntilLost(url: string, genesisHash: Hex, promised: Promised): Promise<void> {
  const socket = new WebSocket(url)
  const answers = new Map<number, (result: unknown) => void>()
  const watched = new Map<string, Hex>()
  let id = 0

  const ask = (method: string, params: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve) => {
      answers.set(++id, resolve)
      socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }))
    })

  function hear(subscription: string, result: unknown): void {
    const extrinsic = watched.get(subscription)
    if (extrinsic !== undefined) {
      if (isFinalized(result)) promised.transactions.set(extrinsic, result.finalized)
    } else if (isHeader(result) && Number(result.number) > 0) {
      // The header's own hash is not told; its parent's is, and is as final.
      promised.blocks.set(Number(result.number) - 1, result.parentHash)
    }
  }

  async function send(uri: string): Promise<void> {
    const { account } = keyOf(uri)
    let nonce = Number(await ask("account_nextIndex", [account]))
    const waiting = new Set<Promise<void>>()
    while (socket.readyState === WebSocket.OPEN) {
      const call = balances.transfer_keep_alive.make({
        dest: { type: "Id", value: devAccounts.Eve },
        value: 1_000_000n,
      })
      const extrinsic = toHex(signTransaction(state, keyOf(uri), call, { nonce: nonce++, genesisHash }))
      const taken = ask("author_submitAndWatchExtrinsic", [extrinsic]).then((subscription) => {
        watched.set(String(subscription), extrinsic)
      })
      waiting.add(taken)
      void taken.then(() => waiting.delete(taken))
      if (waiting.size >= inFlight) await Promise.race(waiting)
      await new Promise(setImmediate)
    }
  }

  return new Promise((resolve) => {
    socket.on("error", () => resolve())
    socket.on("close", () => resolve())
    socket.on("message", (data) => {
      const { id: of, result, params } = JSON.parse(String(data)) as Message
      if (of !== undefined) answers.get(of)?.(result)
      else if (params !== undefined) hear(params.subscription, params.result)
    })
    socket.on("open", () => {
      void ask("chain_subscribeFinalizedHeads", [])
      for (const uri of senders) void send(uri)
    })
  })
}

const isFinalized = (result: unknown): result is { readonly finalized: Hex } =>
  typeof result === "object" && result !== null && "finalized" in result

const isHeader = (result: unknown): result is { readonly number: Hex; readonly parentHash: Hex } =>
  typeof result === "object" && result !== null && "parentHash" in result
