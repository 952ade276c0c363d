import type { EpochOutput } from "@taonet/yuma/types"
import { addWeighted } from "../math/mechanisms.ts"

/** What an epoch of all mechanisms together gives, by uid. Shares are u16, amounts rao. */
export interface SubnetEpoch {
  readonly stake: readonly bigint[]
  readonly serverEmission: readonly bigint[]
  readonly validatorEmission: readonly bigint[]
  readonly emission: readonly bigint[]
  readonly active: readonly boolean[]
  readonly validatorPermit: readonly boolean[]
  readonly stakeWeight: readonly number[]
  readonly consensus: readonly number[]
  readonly dividends: readonly number[]
  readonly validatorTrust: readonly number[]
}

/**
 * Joins the mechanisms' results. Emissions and stake add up; shares (and, as on the reference chain, the emission shown) are averaged with the
 * mechanisms' parts of the emission, floored after each; a uid is active or permitted if it is so anywhere. `weights`: U64F64 bits, sum at
 * most 1.
 */
export function combineMechanisms(outputs: readonly EpochOutput[], weights: readonly bigint[]): SubnetEpoch {
  const n = outputs[0]?.stake.length ?? 0
  const over = <T>(start: T, join: (sum: T, output: EpochOutput, uid: number, weight: bigint) => T): T[] =>
    Array.from({ length: n }, (_, uid) =>
      outputs.reduce((sum, output, mecid) => join(sum, output, uid, weights[mecid] ?? 0n), start),
    )
  const averaged = (shares: (output: EpochOutput) => readonly number[]): number[] =>
    over(0n, (sum, output, uid, weight) => addWeighted(sum, BigInt(shares(output)[uid]!), weight)).map(Number)
  return {
    stake: over(0n, (sum, output, uid) => sum + output.stake[uid]!),
    serverEmission: over(0n, (sum, output, uid) => sum + output.serverEmission[uid]!),
    validatorEmission: over(0n, (sum, output, uid) => sum + output.validatorEmission[uid]!),
    emission: over(0n, (sum, output, uid, weight) => addWeighted(sum, output.emission[uid]!, weight)),
    active: over(false as boolean, (any, output, uid) => any || output.active[uid]!),
    validatorPermit: over(false as boolean, (any, output, uid) => any || output.validatorPermit[uid]!),
    stakeWeight: averaged((output) => output.stakeWeight),
    consensus: averaged((output) => output.consensus),
    dividends: averaged((output) => output.dividends),
    validatorTrust: averaged((output) => output.validatorTrust),
  }
}
