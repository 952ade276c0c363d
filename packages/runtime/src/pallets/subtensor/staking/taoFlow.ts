import type { State } from "@taonet/frame/state"
import { clampBigint, I64_MAX, I64_MIN } from "@taonet/primitives/integers"
import { storage } from "../storage.ts"

/** Counts TAO that users move into (negative: out of) a subnet's pool. */
export const recordTaoFlow = (state: State, netuid: number, tao: bigint): void =>
  storage.SubnetTaoFlow.mutate(state, netuid, (flow) => saturateI64(flow + tao))

/** The same for trades of the chain itself. */
export const recordProtocolFlow = (state: State, netuid: number, tao: bigint): void =>
  storage.SubnetProtocolFlow.mutate(state, netuid, (flow) => saturateI64(flow + tao))

const saturateI64 = (value: bigint): bigint => clampBigint(value, I64_MIN, I64_MAX)
