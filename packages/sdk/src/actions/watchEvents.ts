import type { EventDef } from "@taonet/frame/schema/events"
import type { Hex } from "@taonet/primitives/hex"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { type Client, readValue } from "../client.ts"
import type { EntryAt, NameIn } from "../schema/pallets.ts"
import type { Subscription } from "../transport/types.ts"

export type EventName = NameIn<"events">
export type EventValueOf<N extends string> = EntryAt<"events", N> extends EventDef<infer V> ? V : never

/** An event with the types of its name. */
export type ChainEvent<N extends EventName = EventName> = {
  [E in N]: {
    readonly name: E
    readonly value: EventValueOf<E>
    readonly block: number
    readonly blockHash: Hex
    /** Position in the block of the extrinsic that raised it; undefined for the block's own work. */
    readonly extrinsic: number | undefined
  }
}[N]

export interface WatchEventsOptions<N extends EventName> {
  /** Only events of these names: "Balances.Transfer", … Default all. */
  readonly names?: readonly N[]
  /** Starts with this block rather than with the next one. */
  readonly fromBlock?: number
  /** The end of the watch: the connection is lost for good, or a block can not be read. */
  readonly onEnd?: (error: Error) => void
}

/** Calls back with the events of every finalized block, in order, none left out and none twice. */
export function watchEvents<N extends EventName = EventName>(
  client: Client,
  { names, fromBlock, onEnd }: WatchEventsOptions<N>,
  onEvent: (event: ChainEvent<N>) => void,
): Promise<Subscription> {
  const wanted: ReadonlySet<string> | undefined = names && new Set(names)
  let next = fromBlock
  let target = -1
  let busy = false
  let closed = false

  async function deliver(block: number): Promise<void> {
    const blockHash = await client.transport.request<Hex>("chain_getBlockHash", [block])
    for (const { phase, event } of await readValue(client, system.Events, blockHash)) {
      const name = `${event.type}.${event.value.type}`
      if (closed || (wanted && !wanted.has(name))) continue
      const extrinsic = phase.type === "ApplyExtrinsic" ? phase.value : undefined
      onEvent({ name, value: event.value.value, block, blockHash, extrinsic } as ChainEvent<N>)
    }
  }

  async function catchUp(): Promise<void> {
    if (busy) return
    busy = true
    try {
      for (next ??= target; !closed && next <= target; next++) await deliver(next)
    } catch (error) {
      if (!closed) onEnd?.(error as Error)
      closed = true
    } finally {
      busy = false
    }
  }

  const onHeader = (header: unknown): void => {
    // The head at the time of the call is history already.
    if (target === -1 && next === undefined) next = Number((header as { number: string }).number) + 1
    target = Math.max(target, Number((header as { number: string }).number))
    void catchUp()
  }
  const ended = (error: Error): void => {
    if (!closed) onEnd?.(error)
  }
  return client.transport
    .subscribe("chain_subscribeFinalizedHeads", [], "chain_unsubscribeFinalizedHeads", onHeader, ended)
    .then((subscription) => ({
      close() {
        closed = true
        subscription.close()
      },
    }))
}
