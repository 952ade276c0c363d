import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { encode } from "@taonet/primitives/scale/index"
import { storage as aura } from "../../aura/schema.ts"
import { BoundedVecPublic } from "../../aura/types.ts"
import { storage as system } from "../../system/schema.ts"
import type { calls } from "../schema.ts"

/** `ConsensusLog::AuthoritiesChange`. */
const AUTHORITIES_CHANGE = 1

/** Root names the authors of the blocks to come, and the header tells of it. An empty list, which would end the chain, is ignored. */
export const swapAuthorities: Handler<typeof calls.swap_authorities> = (
  state,
  origin,
  { new_authorities },
) => {
  ensureRoot(origin)
  if (new_authorities.length === 0) return
  aura.Authorities.set(state, new_authorities)
  const log = concatBytes(Uint8Array.of(AUTHORITIES_CHANGE), encode(BoundedVecPublic, new_authorities))
  system.Digest.mutate(state, ({ logs }) => ({
    logs: [...logs, { type: "Consensus", value: [utf8("aura"), log] }],
  }))
}
