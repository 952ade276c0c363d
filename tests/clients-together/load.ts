/** Transfers at a steady pace beside everything else, each with an answer that is looked at. */
import type { Hex } from "@taonet/primitives/hex"
import { toHex } from "@taonet/primitives/hex"
import {
  createTransactionChain,
  keyOf,
  signTransaction,
} from "@taonet/runtime/executive/transactions.testkit"
import { calls as balances } from "@taonet/runtime/pallets/balances/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { webSocketTransport } from "@taonet/sdk/index"

export interface Load {
  /** Ends it; says how many transfers each sender made and what answers were wrong. */
  stop(): Promise<{ readonly sent: ReadonlyMap<string, number>; readonly wrong: readonly string[] }>
}

const senders = ["//Alice", "//Bob"]
/** Every so many milliseconds each sender sends so many. */
const everyMs = 100
const atOnce = 5
export const amount = 1_000_000n

export async function startLoad(url: string): Promise<Load> {
  const transport = await webSocketTransport(url)
  const { state } = createTransactionChain()
  const genesisHash = (await transport.request("chain_getBlockHash", [0])) as Hex
  const sent = new Map<string, number>(senders.map((uri) => [uri, 0]))
  const wrong: string[] = []
  let stopped = false

  async function one(uri: string, nonce: number): Promise<void> {
    const dest = { type: "Id", value: devAccounts.Two } as const
    const call = balances.transfer_keep_alive.make({ dest, value: amount })
    const extrinsic = toHex(signTransaction(state, keyOf(uri), call, { nonce, genesisHash }))
    const hash = await transport.request("author_submitExtrinsic", [extrinsic])
    if (typeof hash !== "string" || hash.length !== 66) wrong.push(`${uri} ${nonce}: ${JSON.stringify(hash)}`)
  }

  async function run(): Promise<void> {
    while (!stopped) {
      const begun = senders.flatMap((uri) =>
        Array.from({ length: atOnce }, () => {
          const nonce = sent.get(uri) ?? 0
          sent.set(uri, nonce + 1)
          return one(uri, nonce).catch(
            (error: unknown) => void wrong.push(`${uri} ${nonce}: ${String(error)}`),
          )
        }),
      )
      await Promise.all([...begun, new Promise((resolve) => setTimeout(resolve, everyMs))])
    }
  }

  const running = run()
  return {
    async stop() {
      stopped = true
      await running
      await transport.close()
      return { sent, wrong }
    },
  }
}
