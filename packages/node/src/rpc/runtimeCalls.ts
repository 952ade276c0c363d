import { ApiError, type Runtime } from "@taonet/frame/runtime"
import { type Hex, toHex } from "@taonet/primitives/hex"
import type { Chain } from "../chain/chain.ts"
import { UnknownBlockError } from "../chain/errors.ts"
import { errorText } from "../log.ts"
import { hexOf } from "./hex.ts"

/** Answers depend on the runtime alone, not on a state: clients ask for them at blocks whose state is gone. */
const isStateless = (method: string): boolean => method.startsWith("Metadata_") || method === "Core_version"

/** A runtime API call for JSON-RPC. Whatever goes wrong in the runtime is an ApiError, as a trap of the reference's executor is. */
export function callRuntime(chain: Chain, hash: Hex, method: string, args: Uint8Array): Uint8Array {
  const at = isStateless(method) && !chain.hasState(hash) ? known(chain, hash) : hash
  const state = chain.open(at)
  try {
    return chain.runtimeAt(hash).call(state, method, args, { blockHash: at })
  } catch (error) {
    if (error instanceof ApiError) throw error
    throw new ApiError(`Execution aborted due to panic: ${errorText(error)}`)
  }
}

/** Stateless answers at hand: there are few methods and few arguments that they take. */
const maxCached = 16
const answers = new WeakMap<Runtime, Map<string, Hex>>()

/** The answer in hex. That of a stateless call, which may be the whole metadata, is made once. */
export function callRuntimeHex(chain: Chain, hash: Hex, method: string, args: Uint8Array): Hex {
  if (!isStateless(method)) return hexOf(callRuntime(chain, hash, method, args))
  const runtime = chain.runtimeAt(hash)
  const cache = answers.get(runtime) ?? new Map<string, Hex>()
  answers.set(runtime, cache)
  const question = `${method} ${toHex(args)}`
  let answer = known(chain, hash) && cache.get(question)
  if (answer === undefined) {
    answer = hexOf(callRuntime(chain, hash, method, args))
    if (cache.size < maxCached) cache.set(question, answer)
  }
  return answer
}

function known(chain: Chain, hash: Hex): Hex {
  if (chain.block(hash) === undefined) throw new UnknownBlockError(hash)
  return chain.head().hash
}
