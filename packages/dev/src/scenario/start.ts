import type { Runtime } from "@taonet/frame/runtime"
import type { DevControls, DevOptions } from "@taonet/node/dev/index"
import { playHistory } from "./history.ts"
import type { Scenario } from "./plan.ts"
import { seededGenesis, withGenesis } from "./seed.ts"

/** How a chain starts with a scenario, or without one. */
export interface Start {
  readonly runtime: Runtime
  readonly dev: Pick<DevOptions, "timePace" | "startMs">
  /** On a chain that starts in manual mode: makes the history unless it is there already, then goes on in the mode. */
  play(controls: DevControls, mode: DevControls["mode"]): Promise<void>
}

/** Throws ScenarioError when the chain refuses something of it. */
export function startingWith(runtime: Runtime, scenario: Scenario | undefined): Start {
  if (scenario === undefined) return { runtime, dev: {}, play: async () => {} }
  return {
    runtime: withGenesis(runtime, seededGenesis(runtime, scenario)),
    // Blocks carry their time: with the machine's clock no two runs would be the same.
    dev: { timePace: "blocks", startMs: scenario.startMs },
    async play(controls, mode) {
      if (controls.head().number === 0) await playHistory(controls, scenario)
      await controls.setMode(mode)
      await controls.startHere()
    },
  }
}
