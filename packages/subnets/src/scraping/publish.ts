/** Brings a miner's manifests onto the chain, as often as they are worth it and the chain allows. */
import type { Clock } from "@taonet/neuron/clock"
import { errorText, type Log } from "@taonet/neuron/log"
import type { CommitmentBook } from "../commitments.ts"
import type { Shelf } from "./shelf.ts"

export interface PublishOptions {
  /** ss58. */
  readonly hotkey: string
  /** Between two looks at what there is; default 2 s. */
  readonly everyMs?: number | undefined
  /** Between two commitments; default 12. The chain takes 31 of them in an epoch, which usually has 360 blocks. */
  readonly everyBlocks?: number | undefined
  /** Ends it, without waiting for a block. */
  readonly signal: AbortSignal
}

export interface PublishDeps {
  readonly shelf: Pick<Shelf, "offer" | "manifest">
  readonly book: Pick<CommitmentBook, "commit" | "of" | "blockNumber">
  readonly clock: Clock
  readonly log: Log
}

/** A chain that is away, or refuses, is asked again; what stands on it stays on show meanwhile. */
export async function publish(options: PublishOptions, deps: PublishDeps): Promise<void> {
  const { everyMs = 2_000, signal } = options
  let isAsking = false
  while (!signal.aborted) {
    if (!isAsking) {
      isAsking = true
      void commitWhenWorth(options, deps)
        .catch((error: unknown) => {
          if (!signal.aborted) deps.log("scraping.commitFailed", { error: errorText(error) })
        })
        .finally(() => {
          isAsking = false
        })
    }
    await deps.clock.sleep(everyMs, signal)
  }
}

async function commitWhenWorth(
  { hotkey, everyBlocks = 12 }: PublishOptions,
  { shelf, book, log }: PublishDeps,
): Promise<void> {
  const standing = await book.of(hotkey)
  // One that we cannot show, as after a restart, is worth nothing: it need not be waited for.
  const isShown = standing !== undefined && shelf.manifest(standing.digest) !== undefined
  if (isShown && (await book.blockNumber()) < standing.block + everyBlocks) return
  const manifest = shelf.offer(standing?.digest)
  if (manifest === undefined) return
  await book.commit(manifest.root)
  log("scraping.committed", { root: manifest.root, entries: manifest.entries.length })
}
