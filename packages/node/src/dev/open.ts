import type { Author } from "../chain/execute.ts"
import type { Clock } from "../clock.ts"
import type { Engine, EngineMode } from "../engines/engine.ts"
import { createFaultBox, type FaultBox } from "../rpc/faults.ts"
import { createDevClock, type DevClock } from "./clock.ts"
import type { DevContext } from "./context.ts"
import { createImpersonation, type Impersonation } from "./impersonation.ts"
import { createDevControls, type DevOptions, type OwnedControls, upgradedRuntime } from "./index.ts"
import { createSwitchableEngine } from "./sealing.ts"

/** What a development chain needs before it has a chain: a clock that can be set, and exceptions that pool and wire ask for. */
export interface DevParts {
  readonly clock: DevClock
  readonly impersonation: Impersonation
  readonly faultBox: FaultBox
}

export function prepareDev(options: DevOptions, base: Clock): DevParts {
  const clock = createDevClock(base, options.timePace ?? "wall", options.startMs)
  return {
    clock,
    impersonation: createImpersonation(options.autoImpersonate ?? false),
    faultBox: createFaultBox(base),
  }
}

export interface DevStart extends Pick<DevContext, "chain" | "pool" | "app"> {
  readonly authors: readonly Author[]
  readonly mode: EngineMode
  makeEngine(mode: EngineMode): Engine
}

/** The engine and the controls of a development chain, with the dump loaded that it starts from. Throws DevError. */
export async function openDev(
  options: DevOptions,
  { clock, impersonation, faultBox }: DevParts,
  { chain, pool, app, authors, mode, makeEngine }: DevStart,
): Promise<{ readonly engine: Engine; readonly dev: OwnedControls }> {
  const engine = createSwitchableEngine(makeEngine, mode)
  const { spec } = options
  const context: DevContext = {
    chain,
    pool,
    app,
    engine,
    clock,
    author: authors[0],
    upgraded: spec && ((specVersion) => upgradedRuntime(spec, specVersion)),
  }
  const dev = await createDevControls(context, impersonation, { faultBox, loadState: options.loadState })
  return { engine, dev }
}
