import { invalidParams } from "../errors.ts"
import { asU32, type Params } from "../params.ts"
import type { Method } from "../types.ts"

/** Blocks that one call makes at most. */
const maxBlocks = 100_000

/** Makes blocks at once: one, or `count`, or up to block `to`. Answers the hash of the last. */
export const dev_newBlock: Method = async (params, { services: { chain, engine } }) => {
  const { count, to } = optionsOf(params)
  const wanted = to === undefined ? (count ?? 1) : to - chain.head().header.number
  if (wanted < 1 || wanted > maxBlocks)
    throw invalidParams(`between 1 and ${maxBlocks} blocks can be made at once`)
  return (await engine.produce(wanted)).hash
}

function optionsOf(params: Params): { count: number | undefined; to: number | undefined } {
  const options = params[0] ?? {}
  if (typeof options !== "object" || Array.isArray(options))
    throw invalidParams("parameter 0 is not an object")
  const { count, to } = options as Record<string, unknown>
  return { count: numberOf(count, "count"), to: numberOf(to, "to") }
}

function numberOf(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) return undefined
  const number = asU32(value)
  if (number === undefined) throw invalidParams(`${name} is not a u32`)
  return number
}
