/**
 * Invariants: what must hold after every block, whatever the block did. A chain may start, as the reference's localnet does, with books that
 * do not add up (a pool that nothing backs): what is off when a watch begins is not reported, only what gets worse.
 */
import type { State } from "@taonet/frame/state"

/** Something that does not add up. */
export interface Deviation {
  /** What it is about: an account, a subnet, a stake pool. One deviation a subject and invariant. */
  readonly subject: string
  /** How far it is off, in the invariant's unit; 1 where there is nothing to measure. */
  readonly by: bigint
  /** The numbers, for people. */
  readonly detail: string
  /**
   * Whether the rules of the reference allow this step away from the sum: then it is taken as the new start and not reported. Asked only for
   * what got worse, while the state is what it was.
   */
  readonly excused?: () => boolean
}

/** One rule. Reads the state after a block and names all that breaks it. */
export interface Invariant {
  readonly name: string
  check(state: State): Iterable<Deviation>
}

export interface Violation extends Deviation {
  readonly invariant: string
}

/** Looks at one chain block by block. */
export interface InvariantWatch {
  /**
   * What is off now and was not, or less, at the last look. When blocks were missed since, nothing is known about excuses in them, and
   * what they might excuse is let pass.
   */
  look(state: State, missedBlocks?: boolean): Violation[]
}

/** Starts to watch a chain at `start`. */
export function watchInvariants(invariants: readonly Invariant[], start: State): InvariantWatch {
  let known = measure(invariants, start)
  return {
    look(state, missedBlocks = false) {
      const now = measure(invariants, state)
      const isExcused = ({ excused }: Violation) => excused !== undefined && (missedBlocks || excused())
      const worse = [...now].filter(
        ([id, found]) => found.by > (known.get(id)?.by ?? 0n) && !isExcused(found),
      )
      known = now
      return worse.map(([, violation]) => violation)
    },
  }
}

/** `Alpha.staked subnet 1: 5 on hotkeys, TotalAlphaStaked is 4`. */
export const violationText = ({ invariant, subject, detail }: Violation): string =>
  `${invariant} ${subject}: ${detail}`

function measure(invariants: readonly Invariant[], state: State): Map<string, Violation> {
  const found = new Map<string, Violation>()
  for (const { name, check } of invariants) {
    for (const deviation of check(state)) {
      found.set(`${name} ${deviation.subject}`, { invariant: name, ...deviation })
    }
  }
  return found
}
