import type { State } from "@taonet/frame/state"
import type { Block } from "./chain/blocks.ts"
import { type Clock, systemClock } from "./clock.ts"
import type { Log } from "./log.ts"
import type { Node } from "./node.ts"

/** Looks at a chain block by block: what holds no more is named, once. */
export interface BooksWatch {
  /** `missedBlocks`: not every block since the last look was looked at. */
  look(
    state: State,
    missedBlocks: boolean,
  ): readonly { readonly invariant: string; readonly subject: string; readonly detail: string }[]
}

export interface GuardOptions {
  /** Starts to watch at this state: what is off there is accepted as it is. */
  watch(start: State): BooksWatch
  readonly log: Log
  readonly clock?: Clock
}

/** A look that takes no longer than this is taken after every block. */
const shortMs = 10
/** After a longer one so many times its length passes before the next: at most a fifth of the time goes into looking. */
const pause = 4

/**
 * Stops making blocks as soon as one breaks an invariant; what is there can still be read. On a big state blocks are looked at only now and
 * then: the log says since which block the books may be off.
 */
export function guardBooks(
  { chain, engine }: Pick<Node, "chain" | "engine">,
  options: GuardOptions,
): () => void {
  const { log, clock = systemClock } = options
  let books = options.watch(chain.open(chain.head().hash))
  let sound = chain.head().header.number
  let notBefore = 0
  let cancel: (() => void) | undefined
  let restartAt: Block["hash"] | undefined

  function look({ header: { number }, hash }: Block): void {
    const begin = clock.monotonicMs()
    if (begin < notBefore) {
      cancel ??= clock.after(notBefore - begin, () => look(chain.head()))
      return
    }
    forgetLater()
    if (restartAt !== undefined && chain.hasState(restartAt)) books = options.watch(chain.open(restartAt))
    restartAt = undefined
    const violations = books.look(chain.open(hash), number > sound + 1)
    const end = clock.monotonicMs()
    notBefore = end - begin > shortMs ? end + pause * (end - begin) : 0
    if (violations.length > 0) halt(number, violations)
    else sound = number
  }

  function halt(number: number, violations: ReturnType<BooksWatch["look"]>): void {
    stop()
    for (const { invariant, subject, detail } of violations)
      log("error", `Block #${number} breaks ${invariant} (${subject}): ${detail}`, {
        number,
        invariant,
        subject,
      })
    log("error", `No more blocks: the books are off since some block after #${sound}`, { number, sound })
    void engine.stop()
  }

  function forgetLater(): void {
    cancel?.()
    cancel = undefined
  }

  const stopListening = chain.listen({
    best: ({ block }) => look(block),
    // The chain was changed by hand: what is off now is accepted, as at the start. Looking costs, so that waits for a block.
    reset({ block }) {
      forgetLater()
      restartAt = block.hash
      sound = block.header.number
    },
  })
  function stop(): void {
    stopListening()
    forgetLater()
  }
  return stop
}
