import type { Hex } from "@taonet/primitives/hex"
import { encode } from "@taonet/primitives/scale/index"
import { SubnetInfoRuntimeApi } from "@taonet/runtime/apis/subnetInfoRuntimeApi/schema"
import { TransactionPaymentCallApi } from "@taonet/runtime/apis/transactionPaymentCallApi/schema"
import { RuntimeCall } from "@taonet/runtime/outer"
import { sealBinding } from "@taonet/runtime/pallets/subtensor/pow/seal"
import { calls, storage } from "@taonet/runtime/pallets/subtensor/schema"
import {
  type Client,
  callApi,
  getBlockNumber,
  RpcError,
  readMap,
  type Signer,
  submit,
  TransactionDropped,
} from "@taonet/sdk/index"
import { UsageError } from "../stop.ts"
import type { Proof, Solver } from "./solver.ts"

export interface MiningTask {
  readonly netuid: number
  /** The key to register. It signs nothing. */
  readonly hotkey: Hex
  /** Signs, and owns the hotkey then. It needs no TAO. */
  readonly coldkey: Signer
}

export interface MiningDeps {
  readonly client: Client
  readonly solver: Solver
  readonly signal: AbortSignal
  onStart?(start: { readonly difficulty: bigint; readonly block: number }): void
}

export interface Mined {
  readonly uid: number
  readonly block: Hex
}

/** A proof is begun anew with a younger block after so many blocks: nothing is lost by it, and chains take only work that is recent. */
const staleBlocks = 16
const pollMs = 500
/** The chain may be full for a block or an interval, or somebody else's block came first. */
const attemptsMax = 20

/** Registers a hotkey by proof of work. Undefined when the signal aborts. Rejects with UsageError where the chain does not work so. */
export async function mineRegistration(task: MiningTask, deps: MiningDeps): Promise<Mined | undefined> {
  const { client, signal } = deps
  const known = await readMap(client, storage.Uids, [task.netuid, task.hotkey])
  if (known !== undefined)
    throw new UsageError(`the hotkey is neuron ${known} of subnet ${task.netuid} already`)
  await ensureFree(task, client)
  for (let attempt = 1; !signal.aborted; attempt++) {
    const work = await findWork(task, deps)
    if (!work) continue
    try {
      const { block_number, nonce, seal } = work
      const { netuid, hotkey, coldkey } = task
      const call = calls.register.make({
        ...{ netuid, hotkey, coldkey: coldkey.account, block_number, nonce, work: seal },
      })
      const { blockHash } = await submit(client, coldkey, call)
      const uid = await readMap(client, storage.Uids, [netuid, hotkey])
      return uid === undefined ? undefined : { uid, block: blockHash }
    } catch (error) {
      const passing = error instanceof RpcError || error instanceof TransactionDropped
      if (!passing || attempt >= attemptsMax) throw error
      await sleep(pollMs)
    }
  }
  return undefined
}

/** On a chain that asks a price instead, `register` would pay it: it is not sent there. */
async function ensureFree({ netuid, hotkey, coldkey }: MiningTask, client: Client): Promise<void> {
  const call = calls.register.make({
    ...{ netuid, hotkey, coldkey: coldkey.account, block_number: 0n, nonce: 0n, work: new Uint8Array(32) },
  })
  const { partial_fee } = await callApi(client, TransactionPaymentCallApi, "query_call_info", {
    call,
    len: encode(RuntimeCall, call).length,
  })
  if (partial_fee > 0n)
    throw new UsageError("this chain registers for a price, not for work; burned_register is the call for it")
}

/** Undefined when the block grew old first, or the signal aborted. */
async function findWork(
  { netuid, hotkey }: MiningTask,
  { client, solver, signal, onStart }: MiningDeps,
): Promise<(Proof & { readonly block_number: bigint }) | undefined> {
  const info = await callApi(client, SubnetInfoRuntimeApi, "get_subnet_info_v2", { netuid })
  if (!info) throw new UsageError(`there is no subnet ${netuid}`)
  const difficulty = info.difficulty
  const block = await getBlockNumber(client)
  const hash = await client.transport.request<Hex>("chain_getBlockHash", [block])
  onStart?.({ difficulty, block })
  const stale = new AbortController()
  const either = AbortSignal.any([signal, stale.signal])
  const timer = setInterval(() => {
    getBlockNumber(client).then(
      (now) => now - block >= staleBlocks && stale.abort(),
      () => stale.abort(),
    )
  }, pollMs)
  try {
    const proof = await solver.solve({ binding: sealBinding(hash, hotkey), difficulty }, either)
    return proof && { ...proof, block_number: BigInt(block) }
  } finally {
    clearInterval(timer)
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
