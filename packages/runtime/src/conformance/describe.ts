import type { Hex } from "@taonet/primitives/hex"
import { decodedValue } from "./items.ts"
import type { Difference } from "./outcome.ts"

const widthMax = 600

/** One line about a difference, for people. */
export function describeDifference(difference: Difference, label: (key: string) => string): string {
  if (difference.kind === "result") return `result: recorded ${difference.recorded}, ours ${difference.ours}`
  if (difference.kind === "event")
    return cut(`event only ${difference.side}: ${difference.name} ${JSON.stringify(difference.fields)}`)
  const { key, before, recorded, ours } = difference
  const shown = (value: Hex | null): string =>
    value === before ? "unchanged" : JSON.stringify(decodedValue(key, value))
  return cut(
    `${label(key)}: ${JSON.stringify(decodedValue(key, before))} → recorded ${shown(recorded)}, ours ${shown(ours)}`,
  )
}

const cut = (text: string): string => (text.length > widthMax ? `${text.slice(0, widthMax)}…` : text)
