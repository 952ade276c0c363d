/** For tests of runtime APIs: a state over the local network's genesis, asked in bytes as clients do. Never imported by product code. */

import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { fromHex, toHex } from "@taonet/primitives/hex"
import type { AnyCodec } from "@taonet/primitives/scale/index"
import { decode, encode } from "@taonet/primitives/scale/index"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { storage as system } from "../../pallets/system/storage.ts"
import { createRuntime } from "../../runtime.ts"
import { local } from "../../specs/local.ts"
import { apiImplementations } from "../implementations.ts"

const context = { blockHash: `0x${"00".repeat(32)}` as Hex }

export interface ApiChain {
  readonly state: State
  /** Calls `Api_method` with SCALE arguments in hex. */
  raw(method: string, args: string): Hex
  /** Calls with values and decodes the answer. */
  ask(method: string, args?: Readonly<Record<string, unknown>>): unknown
}

export function createApiChain(block = 0): ApiChain {
  const runtime = createRuntime(local)
  const state = runtime.open(createOverlay(createMemoryStore(runtime.genesis())))
  if (block > 0) system.Number.set(state, block)
  const raw = (method: string, args: string): Hex =>
    toHex(runtime.call(state, method, fromHex(args), context))
  return {
    state,
    raw,
    ask(name, args = {}) {
      const { codecs, output } = methodOf(name)
      const bytes = codecs.map(([key, codec]) => toHex(encode(codec, args[key])).slice(2)).join("")
      return decode(output, fromHex(raw(name, bytes)))
    },
  }
}

function methodOf(name: string): { codecs: (readonly [string, AnyCodec])[]; output: AnyCodec } {
  for (const { api } of apiImplementations) {
    const method = name.startsWith(`${api.name}_`) ? api.methods[name.slice(api.name.length + 1)] : undefined
    if (method) return { codecs: Object.entries(method.args), output: method.output }
  }
  throw new Error(`no API has the method ${name}`)
}

/** The account of 32 equal bytes. */
export const account = (byte: number): Hex => `0x${byte.toString(16).padStart(2, "0").repeat(32)}`
