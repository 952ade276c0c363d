import type { Runtime } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import type { Block } from "../chain/blocks.ts"
import type { Chain } from "../chain/chain.ts"
import type { Author } from "../chain/execute.ts"
import type { ConsensusApp } from "../engines/consensusApp.ts"
import type { Pool } from "../pool/pool.ts"
import type { DevClock } from "./clock.ts"
import type { SwitchableEngine } from "./sealing.ts"

/** What the controls of a development chain work on. */
export interface DevContext {
  readonly chain: Chain
  readonly pool: Pool
  readonly app: Pick<ConsensusApp, "nextTurn">
  readonly engine: SwitchableEngine
  readonly clock: DevClock
  /** Seals a head that was changed by hand. */
  readonly author: Author | undefined
  /** The same runtime under another spec_version. */
  readonly upgraded?: ((specVersion: number) => Runtime) | undefined
}

/** Where a chain stands. */
export interface Place {
  readonly number: number
  readonly hash: Block["hash"]
}

export const placeOf = ({ hash, header: { number } }: Block): Place => ({ number, hash })

export const headState = ({ chain }: Pick<DevContext, "chain">): State => chain.open(chain.head().hash)
