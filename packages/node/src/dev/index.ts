import type { ConstantOverrides } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { constants as system } from "@taonet/runtime/pallets/system/schema"
import { storage as timestamp } from "@taonet/runtime/pallets/timestamp/schema"
import { createRuntime } from "@taonet/runtime/runtime"
import type { ChainSpec } from "@taonet/runtime/specs/chainSpec"
import type { EngineMode } from "../engines/engine.ts"
import type { FaultBox, Faults } from "../rpc/faults.ts"
import { type Calls, createCalls } from "./calls.ts"
import type { TimePace } from "./clock.ts"
import { type DevContext, type Place, placeOf } from "./context.ts"
import { createDumps, type Dumps } from "./dump.ts"
import { createHand, type Hand } from "./hand.ts"
import type { Impersonation } from "./impersonation.ts"
import { createMining, type Mining } from "./mining.ts"
import { createRecords } from "./records.ts"
import { createSnapshots, type Snapshots } from "./snapshots.ts"
import type { StorageChange } from "./storageDiff.ts"
import { createTime, type Time } from "./time.ts"
import { upgradeRuntime } from "./upgrade.ts"

export type { Faults } from "../rpc/faults.ts"
export type { Called, CallInput, DryRun, DryRunInput, Origin } from "./calls.ts"
export type { TimePace } from "./clock.ts"
export type { Place } from "./context.ts"
export { DevError, type DevErrorCode } from "./errors.ts"
export { placeholder } from "./impersonation.ts"
export type { Json } from "./json.ts"
export type { EventJson, Outcome } from "./outcome.ts"
export type { StorageValues } from "./setStorage.ts"
export type { StorageChange } from "./storageDiff.ts"

/**
 * Everything that a development chain does beside being a chain. JSON-RPC offers the same as `dev_*`. What is asked wrongly throws
 * DevError, whose `field` names what is wrong; what only a chain in memory can do throws NodeError `not-in-memory` elsewhere.
 */
export interface DevControls extends Mining, Time, Snapshots, Dumps, Hand, Calls {
  readonly mode: EngineMode
  setMode(mode: EngineMode): Promise<void>
  readonly impersonation: Pick<Impersonation, "start" | "stop" | "auto" | "isAuto" | "accounts">
  /** What a recent block changed; the head without a hash. */
  storageDiffOf(hash?: Hex): StorageChange[]
  /** Replaces all faults: what is left out is off. */
  setFaults(faults: Faults): void
  faults(): Faults
  upgradeRuntime(specVersion?: number): Promise<Place>
  head(): Place
}

/** How a development chain differs from another when it starts. */
export interface DevOptions {
  /** Default `wall`. */
  readonly timePace?: TimePace
  /** What the clock says at the start, in milliseconds since 1970; what the machine's says without. */
  readonly startMs?: number
  readonly autoImpersonate?: boolean
  /** A dump to start from. */
  readonly loadState?: Uint8Array
  /** What the runtime was made of: without it the runtime can not be upgraded. */
  readonly spec?: ChainSpec
}

export interface OwnedControls extends DevControls {
  readonly faultBox: FaultBox
  close(): void
}

export async function createDevControls(
  context: DevContext,
  impersonation: Impersonation,
  { faultBox, loadState }: { readonly faultBox: FaultBox; readonly loadState?: Uint8Array | undefined },
): Promise<OwnedControls> {
  const { chain, engine, clock } = context
  const records = createRecords(chain)
  // On a schedule a block may be early by what a timer is; following each would add up.
  const toleranceMs = clock.pace === "wall" ? Number(chain.slotDurationMs) : 0
  const stopListening = chain.listen({
    best({ changes }) {
      const now = changes.get(timestamp.Now.key())
      if (now !== undefined)
        clock.reach(Number(new DataView(now.buffer, now.byteOffset, 8).getBigUint64(0, true)), toleranceMs)
    },
  })
  function setFaults(faults: Faults): void {
    faultBox.set(faults)
    chain.controls.setFinalityLag(faults.slowFinality ?? 0)
  }
  const dumps = createDumps(context)
  // What is loaded is what the chain goes back to when it is reset.
  if (loadState !== undefined) await dumps.load(loadState)
  const snapshots = createSnapshots(context, records, () => {
    impersonation.reset()
    setFaults({})
  })

  return {
    ...createMining(context),
    ...createTime(context),
    ...snapshots,
    ...dumps,
    ...createHand(context, records),
    ...createCalls(context, impersonation),
    get mode() {
      return engine.mode
    },
    setMode: engine.setMode,
    impersonation,
    storageDiffOf: (hash) => records.diff(hash ?? chain.head().hash),
    setFaults,
    faults: () => faultBox.current,
    upgradeRuntime: (specVersion) => upgradeRuntime(context, specVersion),
    head: () => placeOf(chain.head()),
    faultBox,
    close() {
      stopListening()
      records.close()
    },
  }
}

/** The same network under another spec_version. */
export function upgradedRuntime(spec: ChainSpec, specVersion: number): ReturnType<typeof createRuntime> {
  const version = { ...system.Version.get({ constants: spec.constants }), spec_version: specVersion }
  const constants: ConstantOverrides = new Map([...spec.constants, ["System.Version", version]])
  return createRuntime({ ...spec, constants })
}
