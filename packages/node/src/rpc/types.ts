import type { Chain } from "../chain/chain.ts"
import type { Clock } from "../clock.ts"
import type { DevControls } from "../dev/index.ts"
import type { ConsensusApp } from "../engines/consensusApp.ts"
import type { Engine } from "../engines/engine.ts"
import type { Log } from "../log.ts"
import type { Pool } from "../pool/pool.ts"
import type { Broadcast } from "./broadcast.ts"
import type { Follow } from "./chainHead/follow.ts"
import type { Protocol } from "./observer.ts"
import type { Params } from "./params.ts"

/** Who this network says it is. */
export interface NetworkIdentity {
  readonly name: string
  readonly id: string
  readonly chainType: string
  readonly properties: Readonly<Record<string, unknown>>
}

/** What methods work on. */
export interface RpcServices {
  readonly chain: Chain
  readonly pool: Pool
  readonly app: ConsensusApp
  readonly engine: Engine
  /** On development chains. */
  readonly dev?: DevControls | undefined
  readonly identity: NetworkIdentity
  readonly clock: Clock
  readonly log: Log
  /** Wire names of all methods. */
  readonly methodNames: readonly string[]
}

/** What one client holds here; all of it ends with its connection. */
export interface Connection {
  readonly subscriptions: Map<string, () => void>
  readonly follows: Map<string, Follow>
  /** Transactions that `transaction_v1_broadcast` keeps alive. */
  readonly broadcasts: Map<string, Broadcast>
  readonly protocol: Protocol
  /** Whether the client may call what changes the node; see `access.ts`. */
  readonly allowsUnsafe: boolean
  readonly maxSubscriptions: number
  /** Counts a call; false when it is one too many for now. */
  mayCall(): boolean
  /** The client is gone: what it asked for meanwhile is not to be begun. */
  readonly ended: boolean
  /** Whether the client can be told anything unasked: not over plain HTTP. */
  readonly canNotify: boolean
  notify(method: string, subscription: string, result: unknown): void
}

export interface RpcContext {
  readonly services: RpcServices
  readonly connection: Connection
  /** Runs once the answer to the request has been sent. */
  afterResponse(run: () => void): void
}

export type Method = (params: Params, context: RpcContext) => unknown

export type Sink = (result: unknown) => void

export type Stop = () => void

/** A method that opens a subscription: its answer is the id, and no event comes before that. */
export interface Subscribe {
  /** Wire name of the notifications. */
  readonly notification: string
  /** Starts telling; the answer stops it. */
  start(params: Params, sink: Sink, context: RpcContext, subscriptionId: string): Stop | Promise<Stop>
}
