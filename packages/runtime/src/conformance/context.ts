import type { State } from "@taonet/frame/state"
import type { TraceLine } from "./trace.ts"

/** The states around a recorded line, for the rules that explain differences. Only to read. */
export interface LineContext {
  readonly line: TraceLine
  /** Where the line starts, on both sides. */
  readonly before: State
  /** What the recording came to. */
  readonly recorded: State
}

/**
 * A rule of 425 that 461 no longer has, as a program: done to our state after our own step, so that everything else can still be compared
 * exactly. Returns whether it changed anything; a line for which it did is at best `known`.
 */
export type OldRule = (state: State, context: LineContext) => boolean
