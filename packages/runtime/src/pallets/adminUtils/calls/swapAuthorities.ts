import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { changeAuthorities } from "../../aura/authorities.ts"
import type { calls } from "../schema.ts"

/** Root names the authors of the blocks to come, and the header tells of it. An empty list, which would end the chain, is ignored. */
export const swapAuthorities: Handler<typeof calls.swap_authorities> = (
  state,
  origin,
  { new_authorities },
) => {
  ensureRoot(origin)
  if (new_authorities.length > 0) changeAuthorities(state, new_authorities)
}
