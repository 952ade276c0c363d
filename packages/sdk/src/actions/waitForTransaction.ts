import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import type { Client } from "../client.ts"
import { type Receipt, receiptOf, TransactionDropped } from "../transaction/submit.ts"
import type { Subscription } from "../transport/types.ts"

export interface WaitOptions {
  /** The extrinsic's hash, as `author_submitExtrinsic` answers. */
  readonly hash: Hex
  /** The first block to look at. Default the newest finalized one. */
  readonly fromBlock?: number
  /** Finalized blocks to look at before it counts as dropped. Default 128. */
  readonly blocks?: number
}

/** What became of a transaction that was submitted elsewhere. Rejects with DispatchRejected when it failed, TransactionDropped when it is in no block. */
export async function waitForTransaction(
  client: Client,
  { hash, fromBlock, blocks = 128 }: WaitOptions,
): Promise<Receipt> {
  const first = fromBlock ?? (await finalizedNumber(client))
  let next = first
  for await (const target of finalizedNumbers(client)) {
    for (; next <= target; next++) {
      if (next - first >= blocks) throw new TransactionDropped(`${hash} is in none of ${blocks} blocks`)
      const blockHash = await client.transport.request<Hex>("chain_getBlockHash", [next])
      const { block } = await client.transport.request<{ block: { extrinsics: Hex[] } }>("chain_getBlock", [
        blockHash,
      ])
      const found = block.extrinsics.find((bytes) => toHex(blake2b256(fromHex(bytes))) === hash)
      if (found) return receiptOf(client, fromHex(found), blockHash)
    }
  }
  throw new TransactionDropped(`${hash} was not found`)
}

async function finalizedNumber(client: Client): Promise<number> {
  const head = await client.transport.request<Hex>("chain_getFinalizedHead", [])
  return Number((await client.transport.request<{ number: string }>("chain_getHeader", [head])).number)
}

/** Numbers of the finalized heads, the newest of those that came while the last one was looked at. */
async function* finalizedNumbers(client: Client): AsyncGenerator<number> {
  let latest: number | undefined
  let failure: Error | undefined
  let wake: () => void = () => undefined
  const onHeader = (header: unknown): void => {
    latest = Number((header as { number: string }).number)
    wake()
  }
  const onEnd = (error: Error): void => {
    failure = error
    wake()
  }
  const names = ["chain_subscribeFinalizedHeads", "chain_unsubscribeFinalizedHeads"] as const
  const subscription: Subscription = await client.transport.subscribe(names[0], [], names[1], onHeader, onEnd)
  try {
    for (;;) {
      if (failure) throw failure
      if (latest === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      const number = latest
      latest = undefined
      yield number
    }
  } finally {
    subscription.close()
  }
}
