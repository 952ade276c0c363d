import { UnknownBlockError } from "../../chain/errors.ts"
import { hashParam, listParam, optional, type Params, u32Param } from "../params.ts"
import { keyParam } from "../storageReads.ts"
import type { Method, RpcContext } from "../types.ts"

/* Child tries belong to contracts and crowdloans of other chains. Here there are none: every one that is asked for is empty. */

const maxEntries = 1000

function checkBlock(params: Params, index: number, { services: { chain } }: RpcContext): void {
  const hash = optional(params, index, hashParam)
  if (hash !== undefined && chain.block(hash) === undefined) throw new UnknownBlockError(hash)
}

/** Of a child trie, then a key or a prefix, then a block: the answer for what is not there. */
const absent =
  (answer: null | readonly []): Method =>
  (params, context) => {
    keyParam(params, 0)
    keyParam(params, 1)
    checkBlock(params, 2, context)
    return answer
  }

export const childstate_getStorage: Method = absent(null)
export const childstate_getStorageHash: Method = absent(null)
export const childstate_getStorageSize: Method = absent(null)
export const childstate_getKeys: Method = absent([])

const keysPaged: Method = (params, context) => {
  keyParam(params, 0)
  keyParam(params, 1)
  u32Param(params, 2)
  optional(params, 3, keyParam)
  checkBlock(params, 4, context)
  return []
}
export const childstate_getKeysPaged: Method = keysPaged
export const childstate_getKeysPagedAt: Method = keysPaged

export const childstate_getStorageEntries: Method = (params, context) => {
  keyParam(params, 0)
  const keys = listParam(params, 1, maxEntries, keyParam)
  checkBlock(params, 2, context)
  return keys.map(() => null)
}
