import type { ChainSpec } from "@taonet/runtime/specs/chainSpec"
import { finney } from "@taonet/runtime/specs/finney"
import { local, localSlow } from "@taonet/runtime/specs/local"
import { thesis } from "@taonet/runtime/specs/thesis"
import { rawSpecFile } from "./rawSpec.ts"
import { UsageError } from "./stop.ts"

const specs: Readonly<Record<string, ChainSpec>> = { local, "local-slow": localSlow, finney, thesis }
const slowMs = 12_000

/**
 * The chain spec of this name, or of the file at this path (see rawSpec.ts), at this pace. A `local` chain at 12 s blocks takes the constants that belong to that pace; others keep theirs, but
 * for the length of a slot, which must be what it is.
 */
export function specNamed(name: string, blockTime: number | "instant" | "manual"): ChainSpec {
  const spec = Object.hasOwn(specs, name) ? specs[name] : isPath(name) ? rawSpecFile(name) : undefined
  if (!spec)
    throw new UsageError(
      `there is no chain spec "${name}"; known are: ${Object.keys(specs).join(", ")}, and paths of raw ones (.json)`,
    )
  if (spec === local) return blockTime === slowMs ? localSlow : spec
  return spec === localSlow || typeof blockTime !== "number" ? spec : paced(spec, blockTime)
}

const isPath = (name: string): boolean => name.endsWith(".json") || name.includes("/")

function paced(spec: ChainSpec, blockTime: number): ChainSpec {
  const time: [string, unknown][] = [
    ["Aura.SlotDuration", BigInt(blockTime)],
    ["Timestamp.MinimumPeriod", BigInt(Math.floor(blockTime / 2))],
  ]
  return { ...spec, constants: new Map([...spec.constants, ...time]) }
}
