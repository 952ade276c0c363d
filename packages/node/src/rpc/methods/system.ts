import { DispatchError, TransactionValidityError } from "@taonet/frame/types/sp_runtime"
import { toHex } from "@taonet/primitives/hex"
import { encode, result, unit } from "@taonet/primitives/scale/index"
import { UnknownBlockError } from "../../chain/errors.ts"
import { nextTimestamp, openBlock } from "../../chain/execute.ts"
import { RpcError } from "../errors.ts"
import { bytesParam, hashParam, optional } from "../params.ts"
import type { Method } from "../types.ts"
import { account_nextIndex } from "./account.ts"

/** `sc-rpc-api`'s code for malformed peers and log filters. */
const networkErrorCode = 2000

export const nodeName = "Taonet"
export const nodeVersion = "0.1.0"

export const system_name: Method = () => nodeName
export const system_version: Method = () => nodeVersion
export const system_chain: Method = (_params, { services }) => services.identity.name
export const system_chainType: Method = (_params, { services }) => services.identity.chainType
export const system_properties: Method = (_params, { services }) => services.identity.properties
export const system_health: Method = () => ({ peers: 0, isSyncing: false, shouldHavePeers: false })
export const system_nodeRoles: Method = () => ["Authority"]
export const system_peers: Method = () => []
export const system_reservedPeers: Method = () => []
export const system_localListenAddresses: Method = () => []
/** There is no peer-to-peer network in a solo node; the id is the identity hash of no key. */
export const system_localPeerId: Method = () => "12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN"

export const system_syncState: Method = (_params, { services: { chain } }) => {
  const { number } = chain.head().header
  return { startingBlock: 0, currentBlock: number, highestBlock: number }
}

export const system_accountNextIndex: Method = account_nextIndex

const applyResult = result(result(unit, DispatchError), TransactionValidityError)

/** What would become of an extrinsic in the block after the one given, as a SCALE `ApplyExtrinsicResult`. Nothing is kept. */
export const system_dryRun: Method = (params, { services: { chain, clock } }) => {
  const extrinsic = bytesParam(params, 0)
  const hash = optional(params, 1, hashParam) ?? chain.head().hash
  const parent = chain.block(hash)
  if (parent === undefined) throw new UnknownBlockError(hash)
  const nowMs = BigInt(Math.trunc(clock.unixMs()))
  const open = openBlock({
    runtime: chain.runtime,
    parent,
    parentState: chain.state(hash),
    input: { timestampMs: nextTimestamp(parent.header, nowMs, chain.slotDurationMs) },
    slotDurationMs: chain.slotDurationMs,
    author: undefined,
  })
  for (const inherent of open.inherents()) open.apply(inherent)
  const outcome = open.apply(extrinsic)
  if (!outcome.ok) return toHex(encode(applyResult, { ok: false, error: outcome.error }))
  const dispatched = open.dispatchError()
  const value = dispatched === undefined ? okUnit : { ok: false as const, error: dispatched }
  return toHex(encode(applyResult, { ok: true, value }))
}
export const system_dryRunAt: Method = system_dryRun

const okUnit = { ok: true, value: undefined } as const

/** There is no peer-to-peer network to reserve places in. */
const noPeers: Method = () => {
  throw new RpcError(networkErrorCode, "The node has no peer-to-peer network")
}
export const system_addReservedPeer: Method = noPeers
export const system_removeReservedPeer: Method = noPeers

/** What is logged is set where the node is started. */
const fixedLog: Method = () => {
  throw new RpcError(networkErrorCode, "Log filters are set with the node's options")
}
export const system_addLogFilter: Method = fixedLog
export const system_resetLogFilter: Method = fixedLog
