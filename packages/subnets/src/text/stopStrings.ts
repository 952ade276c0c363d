/** Cuts a text that comes in pieces at the first stop string, and holds back what may be the beginning of one. */
export function createStopFilter(stops: readonly string[]): {
  /** Text that may be shown now; `stopped` when a stop string was met. */
  push(text: string): { text: string; stopped: boolean }
  /** What was held back, at the end. */
  flush(): string
} {
  let held = ""
  return {
    push(text) {
      held += text
      const at = Math.min(
        ...stops.map((stop) => held.indexOf(stop)).filter((index) => index !== -1),
        held.length,
      )
      if (at < held.length) {
        const shown = held.slice(0, at)
        held = ""
        return { text: shown, stopped: true }
      }
      const keep = Math.max(0, ...stops.map((stop) => overlap(held, stop)))
      const shown = held.slice(0, held.length - keep)
      held = held.slice(held.length - keep)
      return { text: shown, stopped: false }
    },
    flush() {
      const rest = held
      held = ""
      return rest
    },
  }
}

/** Length of the longest end of `text` that begins `stop`. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length--) {
    if (text.endsWith(stop.slice(0, length))) return length
  }
  return 0
}
