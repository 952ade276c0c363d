import { boolParam, hashParam, optional } from "../params.ts"
import type { Method } from "../types.ts"

/** Manual seal's methods, as other people's test kits call them. Blocks of a solo chain are final and never empty-handed about it. */
export const engine_createBlock: Method = async (params, { services: { engine } }) => {
  optional(params, 0, boolParam)
  optional(params, 1, boolParam)
  const block = await engine.produce()
  const aux = {
    header_only: false,
    clear_justification_requests: false,
    needs_justification: false,
    bad_justification: false,
    is_new_best: true,
  }
  return { hash: block.hash, aux }
}

export const engine_finalizeBlock: Method = (params, { services: { chain } }) =>
  chain.block(hashParam(params, 0)) !== undefined
