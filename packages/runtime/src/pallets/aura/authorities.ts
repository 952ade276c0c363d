import type { State } from "@taonet/frame/state"
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { encode } from "@taonet/primitives/scale/index"
import { storage as system } from "../system/schema.ts"
import { storage } from "./schema.ts"
import { BoundedVecPublic } from "./types.ts"

/** `ConsensusLog::AuthoritiesChange`. */
const AUTHORITIES_CHANGE = 1

/** Names the authors of the blocks after this one; its header tells of it, as Aura has it. At most 32, and at least one. */
export function changeAuthorities(state: State, authorities: Uint8Array[]): void {
  storage.Authorities.set(state, authorities)
  const log = concatBytes(Uint8Array.of(AUTHORITIES_CHANGE), encode(BoundedVecPublic, authorities))
  system.Digest.mutate(state, ({ logs }) => ({
    logs: [...logs, { type: "Consensus", value: [utf8("aura"), log] }],
  }))
}
