/** The books of a running network, read over its RPC as anybody can. */

import { keyToBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { decodePrefix } from "@taonet/primitives/scale/index"
import { SubnetInfoRuntimeApi } from "@taonet/runtime/apis/subnetInfoRuntimeApi/schema"
import { storage as balances } from "@taonet/runtime/pallets/balances/schema"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { type Client, callApi, readMap, readValue } from "@taonet/sdk/index"

/** All amounts in rao. */
export interface Books {
  readonly block: number
  /** What all accounts hold. */
  readonly held: bigint
  readonly issuance: { readonly balances: bigint; readonly subtensor: bigint }
  /** What the next block will mint. */
  readonly nextEmission: bigint
  /** What transactions of this block paid; burned. */
  readonly fees: bigint
  readonly subnets: readonly SubnetBooks[]
}

export interface SubnetBooks {
  readonly netuid: number
  /** TAO that this block put into the pool, with alpha or for alpha. */
  readonly taoInjected: bigint
  readonly taoReserve: bigint
  /** Alpha created for participants in this block. */
  readonly alphaCreated: bigint
  readonly alphaOut: bigint
  /** Alpha that the chain bought and keeps; counts in alphaOut. */
  readonly alphaKept: bigint
  /** Waits for the next epoch. */
  readonly minersPending: bigint
  readonly validatorsPending: bigint
  readonly ownerPending: bigint
  /** Root stakers' part. It is recycled, at once or at the epoch, while nobody can have it. */
  readonly rootPending: bigint
  readonly staked: bigint
}

/** Undefined for a block that there is not yet. */
export async function readBooks(client: Client, block: number): Promise<Books | undefined> {
  const hash = await client.transport.request<Hex | null>("chain_getBlockHash", [block])
  if (hash === null) return undefined
  const [held, balancesTotal, subtensorTotal, nextEmission, events, infos] = await Promise.all([
    heldByAccounts(client, hash),
    readValue(client, balances.TotalIssuance, hash),
    readValue(client, subtensor.TotalIssuance, hash),
    callApi(client, SubnetInfoRuntimeApi, "get_block_emission", {}, hash),
    readValue(client, system.Events, hash),
    callApi(client, SubnetInfoRuntimeApi, "get_all_dynamic_info", {}, hash),
  ])
  const fees = events
    .filter(({ event }) => event.type === "TransactionPayment" && event.value.type === "TransactionFeePaid")
    .reduce((sum, { event }) => sum + (event.value.value as { actual_fee: bigint }).actual_fee, 0n)
  const netuids = infos.flatMap((info) => (info ? [info.netuid] : [])).filter((netuid) => netuid !== 0)
  return {
    block,
    held,
    issuance: { balances: balancesTotal, subtensor: subtensorTotal },
    nextEmission,
    fees,
    subnets: await Promise.all(netuids.map((netuid) => readSubnet(client, netuid, hash))),
  }
}

async function readSubnet(client: Client, netuid: number, hash: Hex): Promise<SubnetBooks> {
  const items = {
    injected: subtensor.SubnetTaoInEmission,
    boughtFor: subtensor.SubnetExcessTao,
    taoReserve: subtensor.SubnetTAO,
    alphaCreated: subtensor.SubnetAlphaOutEmission,
    alphaOut: subtensor.SubnetAlphaOut,
    alphaKept: subtensor.SubnetProtocolAlpha,
    servers: subtensor.PendingServerEmission,
    validators: subtensor.PendingValidatorEmission,
    ownerPending: subtensor.PendingOwnerCut,
    rootPending: subtensor.PendingRootAlphaDivs,
    staked: subtensor.TotalAlphaStaked,
  }
  const read = async (item: (typeof items)[keyof typeof items]): Promise<bigint> =>
    readMap(client, item, [netuid], hash)
  const [injected, boughtFor, taoReserve, alphaCreated, alphaOut, alphaKept] = await Promise.all([
    read(items.injected),
    read(items.boughtFor),
    read(items.taoReserve),
    read(items.alphaCreated),
    read(items.alphaOut),
    read(items.alphaKept),
  ])
  const [servers, validators, ownerPending, rootPending, staked] = await Promise.all([
    read(items.servers),
    read(items.validators),
    read(items.ownerPending),
    read(items.rootPending),
    read(items.staked),
  ])
  return {
    netuid,
    taoInjected: injected + boughtFor,
    taoReserve,
    alphaCreated,
    alphaOut,
    alphaKept,
    minersPending: servers,
    validatorsPending: validators,
    ownerPending,
    rootPending,
    staked,
  }
}

const pageSize = 500

/** Free and reserved balance of every account of the state. */
async function heldByAccounts(client: Client, at: Hex): Promise<bigint> {
  const prefix = toHex(keyToBytes(system.Account.prefix()))
  let held = 0n
  let start: Hex | null = null
  for (;;) {
    const keys: Hex[] = await client.transport.request<Hex[]>("state_getKeysPaged", [
      prefix,
      pageSize,
      start,
      at,
    ])
    const [page] = await client.transport.request<[{ changes: [Hex, Hex | null][] }]>(
      "state_queryStorageAt",
      [keys, at],
    )
    for (const [, value] of page.changes) {
      if (value === null) continue
      const { data } = decodePrefix(system.Account.codec, fromHex(value))
      held += data.free + data.reserved
    }
    if (keys.length < pageSize) return held
    start = keys.at(-1) ?? null
  }
}

/** Pairs of books of consecutive blocks, and of each subnet in both. */
export function steps(all: readonly Books[]): { before: Books; after: Books }[] {
  return all.slice(1).map((after, index) => ({ before: all[index] as Books, after }))
}
