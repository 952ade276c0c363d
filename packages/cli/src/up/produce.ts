import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { toHex } from "@taonet/primitives/hex"
import { encodeAddress } from "@taonet/primitives/ss58"
import { storage as aura } from "@taonet/runtime/pallets/aura/schema"
import { calls, storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { type Client, getBlockNumber, readMap, readValue, signerFromUri, submit } from "@taonet/sdk/index"
import type { Logger } from "../log.ts"
import { declare } from "../verbs/stand.ts"
import { netuid, ownerColdkey, validatorHotkey } from "./plan.ts"

const pollMs = 1_000
const root = 0
const tao = 1_000_000_000n
/** Rao for a seat, with something over for what registering on root costs. */
const margin = 20n * tao

/**
 * Has the validator elected as block producer, as anybody's would be: once it has earned what a seat takes, its coldkey moves that much to
 * root, and the hotkey stands. Ends with the election, or when the signal aborts.
 */
export async function produceByStake(
  client: Client,
  {
    minStake,
    log,
    signal,
  }: { readonly minStake: bigint; readonly log: Logger; readonly signal: AbortSignal },
): Promise<void> {
  const coldkey = signerFromUri(ownerColdkey)
  const { account: hotkey } = keypairFromUri(validatorHotkey)
  const until = async (condition: () => Promise<boolean>): Promise<boolean> => {
    while (!signal.aborted && !(await condition())) await sleep(pollMs)
    return !signal.aborted
  }
  const wanted = minStake + margin
  const earned = () => readMap(client, subtensor.TotalHotkeyAlpha, [hotkey, netuid])
  if (!(await until(async () => (await earned()) > wanted))) return
  await submit(client, coldkey, calls.remove_stake.make({ hotkey, netuid, amount_unstaked: wanted }))
  await submit(client, coldkey, calls.root_register.make({ hotkey }))
  const amount_staked = minStake + margin / 2n
  await submit(client, coldkey, calls.add_stake.make({ hotkey, netuid: root, amount_staked }))
  await declare(client, validatorHotkey, false)
  log("producer.stands", { hotkey: encodeAddress(hotkey), rootStakeTao: String(amount_staked / tao) })
  const isElected = async () =>
    (await readValue(client, aura.Authorities)).some((key) => toHex(key) === hotkey)
  if (await until(isElected)) log("producer.elected", { block: await getBlockNumber(client) })
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref())
