import type { Client } from "../client.ts"

/** Calls back with the number of every new best block, the current one first. */
export function watchBlocks(
  client: Client,
  onBlock: (number: number) => void,
  onEnd?: (error: Error) => void,
): Promise<{ close(): void }> {
  const onHeader = (header: unknown) => onBlock(Number((header as { number: string }).number))
  return client.transport.subscribe(
    "chain_subscribeNewHeads",
    [],
    "chain_unsubscribeNewHeads",
    onHeader,
    onEnd,
  )
}
