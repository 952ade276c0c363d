import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import type { Hex } from "@taonet/primitives/hex"
import { storage as balances } from "@taonet/runtime/pallets/balances/schema"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { type Client, readMap, readValue, signerFromUri } from "@taonet/sdk/index"
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
  const mine = async (name: string, uri: string, coldkey: string): Promise<void> => {
    const task = { netuid, hotkey: accountOf(uri), coldkey: signerFromUri(coldkey) }
    const before = solver.tried
    const startedAt = performance.now()
    let told: bigint | undefined
    // Work begins anew every few blocks, which is no news.
    const onStart = ({ difficulty }: { readonly difficulty: bigint }) => {
      if (told !== difficulty) log("mining", { neuron: name, difficulty: String(difficulty) })
      told = difficulty
    }
    const mined = await mineRegistration(task, { client, solver, signal, onStart })
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    if (mined) log("mined", { neuron: name, uid: mined.uid, tried: solver.tried - before, seconds })
  }
  log("founding", { issuedTao: inTao(await readValue(client, balances.TotalIssuance)) })
  await mine("validator", validatorHotkey, ownerColdkey)
  log("waiting", {
    until: "the first epoch pays the validator: what it earns is the stake by which it judges",
  })
  const validator = accountOf(validatorHotkey)
  const earned = () => readMap(client, subtensor.TotalHotkeyAlpha, [validator, netuid])
  while (!signal.aborted && (await earned()) === 0n) await sleep(pollMs)
  if (!signal.aborted) log("earned", { neuron: "validator", stakeTao: inTao(await earned()) })
  for (const { name, hotkey } of miners) if (!signal.aborted) await mine(name, hotkey, minerColdkey)
}

const inTao = (rao: bigint): string => (Number(rao / 1_000_000n) / 1000).toFixed(3)

const accountOf = (uri: string): Hex => keypairFromUri(uri).account

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
