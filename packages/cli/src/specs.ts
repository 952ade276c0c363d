import type { ChainSpec } from "@taonet/runtime/specs/chainSpec"
import { local, localSlow } from "@taonet/runtime/specs/local"
import { UsageError } from "./stop.ts"

const specs: Readonly<Record<string, ChainSpec>> = { local, "local-slow": localSlow }

/** The chain spec of this name. A `local` chain at 12 s blocks takes the constants that belong to that pace. */
export function specNamed(name: string, blockTime: number | "instant" | "manual"): ChainSpec {
  const spec = specs[name]
  if (!spec)
    throw new UsageError(`there is no chain spec "${name}"; known are: ${Object.keys(specs).join(", ")}`)
  return spec === local && blockTime === 12_000 ? localSlow : spec
}
