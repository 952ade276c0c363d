import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import type { Hex } from "@taonet/primitives/hex"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { type Client, readMap, signerFromUri } from "@taonet/sdk/index"
import type { Logger } from "../log.ts"
import { mineRegistration } from "../mine/mineRegistration.ts"
import type { Solver } from "../mine/solver.ts"
import { minerColdkey, netuid, ownerColdkey, type PlannedNeuron, validatorHotkey } from "./plan.ts"

const pollMs = 250

/**
 * Makes a network that starts with nothing into a running one, as its founders would: by work. First the validator's key, which then earns the
 * first epoch alone; the stake of that makes its weights count before the miners come.
 */
export async function found(
  client: Client,
  miners: readonly PlannedNeuron[],
  { solver, log, signal }: { readonly solver: Solver; readonly log: Logger; readonly signal: AbortSignal },
): Promise<void> {
  const mine = async (uri: string, coldkey: string): Promise<void> => {
    const task = { netuid, hotkey: accountOf(uri), coldkey: signerFromUri(coldkey) }
    const mined = await mineRegistration(task, { client, solver, signal })
    if (mined) log("mined", { uid: mined.uid })
  }
  await mine(validatorHotkey, ownerColdkey)
  const validator = accountOf(validatorHotkey)
  while (!signal.aborted && (await readMap(client, subtensor.TotalHotkeyAlpha, [validator, netuid])) === 0n)
    await sleep(pollMs)
  for (const { hotkey } of miners) if (!signal.aborted) await mine(hotkey, minerColdkey)
}

const accountOf = (uri: string): Hex => keypairFromUri(uri).account

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
