import { bytesToKey, utf8 } from "@taonet/primitives/bytes"
import { constants, storage as system } from "@taonet/runtime/pallets/system/schema"
import { openBlock } from "../chain/execute.ts"
import { type DevContext, type Place, placeOf } from "./context.ts"
import { DevError } from "./errors.ts"

const codeKey = bytesToKey(utf8(":code"))
const maxVersion = 0xffff_ffff

/**
 * Makes a block after which the chain has the same runtime under another spec_version, one higher if none is given: clients are told, read
 * new metadata, and what was signed for the old version is refused. Pending transactions go.
 */
export function upgradeRuntime(context: DevContext, specVersion?: number): Promise<Place> {
  const { chain, pool, app, clock, engine } = context
  return engine.exclusive(async () => {
    const current = chain.runtime.version.specVersion
    const to = specVersion ?? current + 1
    if (!Number.isInteger(to) || to <= current || to > maxVersion)
      throw new DevError("in-the-past", "specVersion", `it has to rise above ${current}, ${to} does not`)
    const runtime = context.upgraded?.(to)
    if (runtime === undefined)
      throw new DevError("refused", "specVersion", "this chain was started without another runtime to go to")
    const parent = chain.head()
    const turn = app.nextTurn(BigInt(Math.trunc(clock.unixMs())))
    if (turn === undefined)
      throw new DevError("refused", "specVersion", "this node has the key of no producer")
    const open = openBlock({
      runtime: chain.runtime,
      parent,
      parentState: chain.state(parent.hash),
      input: { timestampMs: turn.timestampMs },
      slotDurationMs: chain.slotDurationMs,
      author: turn.author,
    })
    for (const inherent of open.inherents()) open.apply(inherent)
    const { state } = open
    const { spec_name } = constants.Version.get(state)
    state.set(codeKey, utf8(`taonet: the runtime is TypeScript, spec_version ${to}`))
    system.LastRuntimeUpgrade.set(state, { spec_version: to, spec_name })
    system.Digest.mutate(state, ({ logs }) => ({ logs: [...logs, { type: "RuntimeEnvironmentUpdated" }] }))
    const block = await chain.import(open.finish(), runtime)
    pool.clear()
    return placeOf(block)
  })
}
