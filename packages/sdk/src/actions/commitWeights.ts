import { sealEntropyLength, sealTimelock } from "@taonet/primitives/bls/timelock"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { bytes, encode, tuple, u16, u64, vec } from "@taonet/primitives/scale/index"
import { dueRound } from "@taonet/runtime/pallets/drand/beacon"
import { storage as drand } from "@taonet/runtime/pallets/drand/schema"
import { calls, storage } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as timestamp } from "@taonet/runtime/pallets/timestamp/schema"
import { type Client, readMap, readValue } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"
import { getBlockNumber } from "./getBlockNumber.ts"
import type { WeightsArgs } from "./setWeights.ts"

/**
 * Commits weights that nobody can read before the subnet's epoch after `RevealPeriodEpochs`, when the chain opens them by itself. They are
 * encrypted to the key of the beacon that the chain follows. The signing hotkey needs nothing more than to wait.
 *
 * Call: `SubtensorModule.commit_timelocked_weights`, for other mechanisms than the first
 * `SubtensorModule.commit_timelocked_mechanism_weights`.
 * Errors: `CommitRevealDisabled`, `CommittingWeightsTooFast`, `TooManyUnrevealedCommits`, `NotEnoughStakeToSetWeights`,
 * `MechanismDoesNotExist`.
 */
export async function commitWeights(
  client: Client,
  signer: Signer,
  args: WeightsArgs,
  options?: SignOptions,
): Promise<Receipt> {
  const [config, version, round] = await Promise.all([
    readValue(client, drand.BeaconConfig),
    readValue(client, storage.CommitRevealWeightsVersion),
    revealRound(client, args.netuid),
  ])
  const { uids, weights, versionKey = 0, mechid = 0 } = args
  const plain = encode(payload, [fromHex(signer.account), [...uids], [...weights], BigInt(versionKey)])
  const entropy = crypto.getRandomValues(new Uint8Array(sealEntropyLength))
  const sealed = {
    netuid: args.netuid,
    commit: sealTimelock(plain, { publicKey: config.public_key, round, entropy }),
    reveal_round: round,
    commit_reveal_version: version,
  }
  const call =
    mechid === 0
      ? calls.commit_timelocked_weights.make(sealed)
      : calls.commit_timelocked_mechanism_weights.make({ ...sealed, mecid: mechid })
  return submit(client, signer, call, options)
}

/** The committer's account comes first: a copied commit opens to nothing. */
const payload = tuple(bytes, vec(u16), vec(u16), u64)
/** Blocks over which the pace of the chain is measured. */
const paceBlocks = 50

/**
 * The last round that is out when the epoch of the reveal is expected to begin. Too early a round gives some of the secrecy away; too late a
 * one loses the weights, so it is never rounded up, except that the chain takes no round that it knows.
 */
async function revealRound(client: Client, netuid: number): Promise<bigint> {
  const [number, config, known, last, tempo, period] = await Promise.all([
    getBlockNumber(client),
    readValue(client, drand.BeaconConfig),
    readValue(client, drand.LastStoredRound),
    readMap(client, storage.LastEpochBlock, [netuid]),
    readMap(client, storage.Tempo, [netuid]),
    readMap(client, storage.RevealPeriodEpochs, [netuid]),
  ])
  const { now, blockMs } = await paceOf(client, number)
  const begins = Math.max(Number(last) + tempo, number + 1) + (Number(period) - 1) * tempo
  const aimed = dueRound(config, BigInt(Math.floor(now + (begins - number) * blockMs)))
  return aimed > known ? aimed : known + 1n
}

/** The time of a block in milliseconds since 1970, and how long the blocks before it took. */
async function paceOf(client: Client, number: number): Promise<{ now: number; blockMs: number }> {
  const before = Math.max(1, number - paceBlocks)
  const timeAt = async (block: number): Promise<number> => {
    const hash = await client.transport.request<Hex>("chain_getBlockHash", [block])
    return Number(await readValue(client, timestamp.Now, hash))
  }
  const [now, then] = await Promise.all([timeAt(number), timeAt(before)])
  return { now, blockMs: number > before ? (now - then) / (number - before) : 0 }
}
