import type { AgreementStatus } from "@taonet/explorer/types"
import type { SubnetView } from "@taonet/neuron/chain"
import type { Hex } from "@taonet/primitives/hex"
import type { Client } from "@taonet/sdk/index"
import { agreementOf, type ValidatorRow } from "@taonet/subnets/template/agreement"
import { withWeights } from "../subnet/agreement.ts"

const validatorsMax = 64
const weightsMax = 16

/** How much the validators of a subnet differ. Weights are read again once somebody has set some, or the stakes have changed. */
export function agreements(client: Client): (view: SubnetView, at: Hex) => Promise<AgreementStatus> {
  const known = new Map<number, { readonly key: string; readonly status: AgreementStatus }>()
  return async ({ netuid, neurons }, at) => {
    const validators = neurons
      .filter(({ validatorPermit, lastUpdate }) => validatorPermit && lastUpdate > 0)
      .toSorted((a, b) => (a.stake < b.stake ? 1 : -1))
      .slice(0, validatorsMax)
    const key = validators
      .map(({ uid, hotkey, stake, lastUpdate }) => [uid, hotkey, stake, lastUpdate])
      .join()
    const last = known.get(netuid)
    if (last?.key === key) return last.status
    const status = statusOf(await withWeights(client, netuid, validators, at))
    known.set(netuid, { key, status })
    return status
  }
}

function statusOf(rows: readonly ValidatorRow[]): AgreementStatus {
  const { mean, validators, identical } = agreementOf(rows)
  const weights = new Map(rows.map((row) => [row.uid, sharesOf(row.weights)]))
  return {
    ...{ mean, identical },
    validators: validators.map(({ uid, stakeShare, fromOthers, nearest }) => ({
      ...{ uid, stakeShare, fromOthers, nearest },
      weights: weights.get(uid) ?? [],
    })),
  }
}

function sharesOf(weights: ValidatorRow["weights"]): [number, number][] {
  const sum = weights.reduce((total, [, weight]) => total + weight, 0)
  return weights
    .filter(([, weight]) => weight > 0)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, weightsMax)
    .map(([uid, weight]) => [uid, weight / sum])
}
