import type { Hex } from "@taonet/primitives/hex"
import { encodeAddress } from "@taonet/primitives/ss58"
import { storageIndex } from "@taonet/runtime/pallets/subtensor/neurons/storageIndex"
import { storage } from "@taonet/runtime/pallets/subtensor/schema"
import { type Client, getMetagraph, readMap } from "@taonet/sdk/index"
import { type Agreement, agreementOf, type ValidatorRow } from "@taonet/subnets/template/agreement"
import { UsageError } from "../stop.ts"

/**
 * Reads the weights that all validators with a permit gave in a mechanism, and compares them. Throws UsageError for a subnet or a mechanism
 * that is not there.
 */
export async function readAgreement(client: Client, netuid: number, mechid = 0): Promise<Agreement> {
  const metagraph = await getMetagraph(client, { netuid, mechid })
  if (metagraph === undefined)
    throw new UsageError(`there is no subnet ${netuid}${mechid === 0 ? "" : ` with a mechanism ${mechid}`}`)
  const validators = metagraph.hotkeys.flatMap((hotkey, uid) =>
    metagraph.validator_permit[uid]
      ? [{ uid, hotkey: encodeAddress(hotkey), stake: metagraph.total_stake[uid] ?? 0n }]
      : [],
  )
  return agreementOf(await withWeights(client, storageIndex(netuid, mechid), validators))
}

/** The weights that stand on the chain for these validators; `index` is that of a subnet's mechanism, the netuid for its first. */
export function withWeights(
  client: Client,
  index: number,
  validators: readonly Omit<ValidatorRow, "weights">[],
  at?: Hex,
): Promise<ValidatorRow[]> {
  return Promise.all(
    validators.map(async (validator) => ({
      ...validator,
      weights: await readMap(client, storage.Weights, [index, validator.uid], at),
    })),
  )
}

/** More columns than these fit on no line. */
const widest = 16

export function agreementText(netuid: number, agreement: Agreement): string[] {
  const { validators, distances, mean, identical } = agreement
  if (validators.length === 0) return [`subnet ${netuid}: no validator has set weights`]
  const matrix = validators.length <= widest
  const head = `${"uid".padStart(5)}  ${"hotkey".padEnd(12)} ${"stake".padStart(6)} ${"from others".padStart(11)} ${"nearest".padStart(14)}`
  const lines = validators.map(({ uid, hotkey, stakeShare, fromOthers, nearest }, i) => {
    const near = nearest === undefined ? "" : `${nearest.uid} at ${percent(nearest.distance)}`
    const row = matrix ? `  |${(distances[i] ?? []).map((apart) => percent(apart).padStart(6)).join("")}` : ""
    const others = fromOthers === undefined ? "" : percent(fromOthers)
    return `${String(uid).padStart(5)}  ${`${hotkey.slice(0, 11)}…`} ${percent(stakeShare).padStart(6)} ${others.padStart(11)} ${near.padStart(14)}${row}`
  })
  const columns = matrix ? `  |${validators.map(({ uid }) => String(uid).padStart(6)).join("")}` : ""
  return [
    `subnet ${netuid}: ${validators.length} validators differ by ${percent(mean)} of the incentive on average, by stake`,
    "",
    `${head}${columns}`,
    ...lines,
    ...identical.flatMap((uids) => ["", `the same to the last digit: uids ${uids.join(", ")}`]),
  ]
}

const percent = (share: number): string => `${Math.round(share * 100)}%`
