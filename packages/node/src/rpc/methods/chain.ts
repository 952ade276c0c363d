import { toHex } from "@taonet/primitives/hex"
import type { Block } from "../../chain/blocks.ts"
import { headerJson } from "../../chain/header.ts"
import { invalidParams } from "../errors.ts"
import { asU32, hashParam, optional, type Params } from "../params.ts"
import { subscribeMethod, unsubscribe } from "../subscriptions.ts"
import type { Method, RpcContext } from "../types.ts"

const maxListedNumbers = 1000

/** The block of an optional hash: the best one without. Undefined for an unknown hash. */
function blockParam(params: Params, index: number, { services }: RpcContext): Block | undefined {
  const hash = optional(params, index, hashParam)
  return hash === undefined ? services.chain.head() : services.chain.block(hash)
}

export const chain_getHeader: Method = (params, context) => {
  const block = blockParam(params, 0, context)
  return block === undefined ? null : headerJson(block.header)
}

export const chain_getBlock: Method = (params, context) => {
  const block = blockParam(params, 0, context)
  if (block === undefined) return null
  const extrinsics = block.extrinsics.map(toHex)
  return { block: { header: headerJson(block.header), extrinsics }, justifications: null }
}

/** By number, by hex number, or a list of either; the best block without. Null above the head. */
export const chain_getBlockHash: Method = (params, { services: { chain } }) => {
  const one = (value: unknown): unknown => {
    const number = asU32(value)
    if (number === undefined) throw invalidParams("a block number is not a u32")
    return chain.hashByNumber(number) ?? null
  }
  const asked = params[0]
  if (asked === undefined || asked === null) return chain.head().hash
  if (!Array.isArray(asked)) return one(asked)
  if (asked.length > maxListedNumbers) throw invalidParams(`more than ${maxListedNumbers} block numbers`)
  return asked.map(one)
}
export const chain_getHead: Method = chain_getBlockHash

export const chain_getFinalizedHead: Method = (_params, { services }) => services.chain.finalized().hash
export const chain_getFinalisedHead: Method = chain_getFinalizedHead

/** Pushes the header that is current at once, then one for every block, and the head again when it was changed by hand. */
const subscribeHeads = (notification: string, kind: "best" | "finalized"): Method =>
  subscribeMethod({
    notification,
    start(_params, sink, { services: { chain } }) {
      const tell = ({ block }: { block: Block }): void => sink(headerJson(block.header))
      tell({ block: kind === "best" ? chain.head() : chain.finalized() })
      return chain.listen({ [kind]: tell, reset: tell })
    },
  })

export const chain_subscribeNewHeads: Method = subscribeHeads("chain_newHead", "best")
export const chain_subscribeNewHead: Method = chain_subscribeNewHeads
export const subscribe_newHead: Method = chain_subscribeNewHeads
export const chain_unsubscribeNewHeads: Method = unsubscribe
export const chain_unsubscribeNewHead: Method = unsubscribe
export const unsubscribe_newHead: Method = unsubscribe

export const chain_subscribeAllHeads: Method = subscribeHeads("chain_allHead", "best")
export const chain_unsubscribeAllHeads: Method = unsubscribe

export const chain_subscribeFinalizedHeads: Method = subscribeHeads("chain_finalizedHead", "finalized")
export const chain_subscribeFinalisedHeads: Method = chain_subscribeFinalizedHeads
export const chain_unsubscribeFinalizedHeads: Method = unsubscribe
export const chain_unsubscribeFinalisedHeads: Method = unsubscribe
