import type { DispatchFailure } from "@taonet/frame/errors"
import { rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { callOf } from "@taonet/node/dev/calls"
import { DevError } from "@taonet/node/dev/errors"
import { writeBalance } from "@taonet/node/dev/hand"
import { changesOf } from "@taonet/node/dev/setStorage"
import type { Hex } from "@taonet/primitives/hex"
import type { VariantSpec } from "@taonet/primitives/scale/index"
import { calls as adminUtils } from "@taonet/runtime/pallets/adminUtils/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { palletSchemas } from "@taonet/runtime/schemas"
import type { Keys } from "../keys.ts"
import { type Place, ScenarioError } from "../located.ts"
import type { CallPlan, Scenario } from "../plan.ts"

/** Who acts for the people of a scenario, on the state that becomes the genesis. */
export interface Hands {
  readonly state: State
  readonly keys: Keys
  error(at: Place, message: string): ScenarioError
  /** Throws ScenarioError when the chain refuses. */
  call(at: Place, origin: Hex | "root", call: RuntimeCallValue): void
  callByName(plan: CallPlan): void
  /** `sudo_set_<name>`, of a subnet or of the whole chain. */
  setting(at: Place, netuid: number | undefined, name: string, value: unknown): void
  /** Gives the account so much to spend; what is left goes at the end. */
  fund(coldkey: string, rao: bigint): void
  /** Everybody has what the scenario says, or as much as at genesis, or a modest sum. */
  settleBalances(): void
  writeStorage(): void
}

/** What people have who took part and of whom nothing is said: 100 TAO. */
const modestRao = 100_000_000_000n
const prefix = "sudo_set_"

export function createHands(state: State, scenario: Scenario, keys: Keys): Hands {
  const funded = new Map<Hex, bigint>()
  const error = (at: Place, message: string): ScenarioError => new ScenarioError(scenario.file, at, message)

  function call(at: Place, origin: Hex | "root", value: RuntimeCallValue): void {
    const result = state.dispatcher.dispatch(
      state,
      origin === "root" ? rootOrigin : signedOrigin(origin),
      value,
    )
    if (!result.ok) throw error(at, `${value.type}.${value.value.type} was refused: ${reason(result.error)}`)
    // Nobody hears of events before block 1.
    state.events.length = 0
  }

  /** What is wrong with a value that a development chain reads, with the line of the scenario. */
  function reading<T>(at: Place, read: () => T): T {
    try {
      return read()
    } catch (thrown) {
      if (thrown instanceof DevError) throw error(at, thrown.message)
      throw thrown
    }
  }

  function fundAccount(account: Hex, rao: bigint): void {
    if (!funded.has(account)) funded.set(account, freeOf(state, account))
    writeBalance(state, account, rao)
  }

  return {
    state,
    keys,
    error,
    call,
    callByName({ at, origin, pallet, call: name, args }) {
      const value = reading(at, () => callOf({ pallet, call: name, args: args as Record<string, unknown> }))
      call(at, origin === "root" ? "root" : keys.coldkey(origin), value)
    },
    setting(at, netuid, name, value) {
      const fields = fieldsOf(adminUtils[`${prefix}${name}` as keyof typeof adminUtils])
      if (fields.length === 0 || fields.includes("netuid") !== (netuid !== undefined))
        throw error(
          at,
          `there is no such hyperparameter; there are ${settingNames(netuid !== undefined).join(", ")}`,
        )
      const own = fields.filter((field) => field !== "netuid")
      const given = own.length === 1 ? { [own[0] ?? ""]: value } : value
      const args = { ...(given as object), ...(netuid === undefined ? {} : { netuid }) }
      call(
        at,
        "root",
        reading(at, () => callOf({ pallet: "AdminUtils", call: prefix + name, args })),
      )
    },
    fund: (coldkey, rao) => fundAccount(keys.coldkey(coldkey), rao),
    settleBalances() {
      for (const { at, name, rao } of scenario.balances) {
        const account = keys.coldkey(name)
        reading(at, () => writeBalance(state, account, rao))
        funded.delete(account)
      }
      for (const [account, before] of funded) writeBalance(state, account, before || modestRao)
    },
    writeStorage() {
      const { storage } = scenario
      if (storage === undefined) return
      for (const [key, value] of reading(storage.at, () => changesOf(storage.values, state))) {
        if (value === undefined) state.delete(key)
        else state.set(key, value)
      }
    },
  }
}

const freeOf = (state: State, account: Hex): bigint => system.Account.get(state, account).data.free

function reason(failure: DispatchFailure): string {
  const { value } = failure
  if (value.type !== "Module") return failure.message
  const pallet = palletSchemas.find(({ index }) => index === value.value.index)
  const entry = Object.values(pallet?.tables.errors ?? {}).find(({ index }) => index === value.value.error[0])
  return entry === undefined ? failure.message : `${pallet?.name}.${entry.name}: ${entry.doc}`
}

const fieldsOf = (def: { readonly spec: VariantSpec<never> } | undefined): string[] =>
  (def?.spec.fields ?? []).map(({ name = "" }) => name)

function settingNames(ofSubnet: boolean): string[] {
  return Object.entries(adminUtils)
    .filter(([name, def]) => name.startsWith(prefix) && fieldsOf(def).includes("netuid") === ofSubnet)
    .map(([name]) => name.slice(prefix.length))
    .sort()
}
