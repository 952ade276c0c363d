import { existsSync } from "node:fs"
import type { AnyHandler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import { utf8 } from "@taonet/primitives/bytes"
import { twox128 } from "@taonet/primitives/hash"
import { fromHex, toHex } from "@taonet/primitives/hex"
import { expect, it } from "vitest"
import "../../../schemas.ts"
import { burnedRegister } from "../calls/burnedRegister.ts"
import { dissolveNetwork } from "../calls/dissolveNetwork.ts"
import { registerLimit } from "../calls/registerLimit.ts"
import { registerNetwork } from "../calls/registerNetwork.ts"
import { rootDissolveNetwork } from "../calls/rootDissolveNetwork.ts"
import { rootRegister } from "../calls/rootRegister.ts"
import { serveAxon } from "../calls/serveAxon.ts"
import { servePrometheus } from "../calls/servePrometheus.ts"
import { setIdentity } from "../calls/setIdentity.ts"
import { setSubnetIdentity } from "../calls/setSubnetIdentity.ts"
import { startCall } from "../calls/startCall.ts"
import { updateSymbol } from "../calls/updateSymbol.ts"
import { account, type Outcome, replay } from "../staking/traceReplay.testkit.ts"
import { onIdle } from "../subnets/idle.ts"

const handlers: Readonly<Record<string, AnyHandler>> = {
  burned_register: burnedRegister,
  dissolve_network: dissolveNetwork,
  register_limit: registerLimit,
  register_network: registerNetwork,
  // 425 cleans up in the call itself, 461 at the end of the block.
  root_dissolve_network: (state, origin, args) => {
    rootDissolveNetwork(state, origin, args)
    onIdle(state)
  },
  root_register: rootRegister,
  serve_axon: serveAxon,
  serve_prometheus: servePrometheus,
  set_identity: setIdentity,
  set_subnet_identity: setSubnetIdentity,
  start_call: startCall,
  update_symbol: updateSymbol,
}

/** The traces were recorded with production's tempo. */
const production = new Map<string, unknown>([["SubtensorModule.InitialTempo", 360]])

/**
 * What 461 does otherwise: the swap fee of a registration goes to the block's author and not into the flow, and it is
 * root's price, which 425 does not know, that makes a root validator (which also becomes parent of subnet owners). Becoming
 * a parent so is no use of set_children, whose clock stays. A new subnet starts with fresh counters of its alpha.
 */
const knownDifferences: Readonly<Record<string, readonly string[]>> = {
  burned_register: ["SubtensorModule.SubnetTaoFlow", "System.Account"],
  register_limit: ["SubtensorModule.SubnetTaoFlow", "System.Account"],
  register_network: [
    "SubtensorModule.TransactionKeyLastBlock",
    "AlphaAssets.TotalAlphaIssuance",
    "AlphaAssets.AlphaBurned",
    "AlphaAssets.AlphaRecycled",
  ],
  // The last rao of the pot is rounded otherwise, see portions.test.ts, and the alpha of the subnet is no longer counted.
  root_dissolve_network: [
    "System.Account",
    "Balances.TotalIssuance",
    "SubtensorModule.TotalIssuance",
    "SubtensorModule.DissolveCleanupQueue",
    "AlphaAssets.TotalAlphaIssuance",
    "AlphaAssets.AlphaBurned",
    "AlphaAssets.AlphaRecycled",
  ],
  root_register: [
    "System.Account",
    "Balances.TotalIssuance",
    "SubtensorModule.Burn",
    "SubtensorModule.TotalIssuance",
    "SubtensorModule.RAORecycledForRegistration",
    "SubtensorModule.ChildKeys",
    "SubtensorModule.ParentKeys",
  ],
}
const knownEvents: Readonly<Record<string, readonly string[]>> = {
  burned_register: ["Transfer", "Endowed", "NewAccount"],
  register_limit: ["Transfer", "Endowed", "NewAccount"],
  root_dissolve_network: ["Transfer", "Withdraw", "NetworkDissolveCleanupCompleted"],
  root_register: ["RAORecycledForRegistrationSet", "Withdraw", "SetChildren"],
}

const isBytes = (name: string): boolean => !["hotkey", "coldkey"].includes(name)

function decode(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (name === "limit_price" || name === "ip") return [name, BigInt(value as number | string)]
      if (typeof value !== "string") return [name, value]
      return [name, isBytes(name) ? fromHex(value) : account(value)]
    }),
  )
}

function compared(call: string, { error, events, changes }: Outcome): unknown {
  const skipped = knownDifferences[call] ?? []
  return {
    error,
    events: events.filter((event) => !isSkipped(call, event)).map(bytesAsHex),
    changes: Object.fromEntries(
      Object.entries(changes).filter(([key]) => !skipped.some((item) => isOf(item, key))),
    ),
  }
}

/** Whether a key, which the trace may never have named, is one of the item. */
function isOf(item: string, key: string): boolean {
  const [pallet = "", name = ""] = item.split(".")
  const prefix = [pallet, name].map((part) => toHex(twox128(utf8(part))).slice(2)).join("")
  return key.startsWith(`${item} `) || key.startsWith(`new 0x${prefix}`)
}

function isSkipped(call: string, event: unknown): boolean {
  const names = Object.values(event as object).flatMap((inner) => Object.keys(inner))
  return names.some((name) => knownEvents[call]?.includes(name))
}

/** A creation that made another subnet go at once: 461 lets it wait for the cleanup. */
const isReplacement = (call: string, { events }: Outcome): boolean =>
  call.includes("register_network") && JSON.stringify(events).includes("NetworkRemoved")

/** The kit gives byte strings as objects of numbered parts. */
const bytesAsHex = (event: unknown): unknown =>
  JSON.parse(
    JSON.stringify(event, (_, value) =>
      isByteParts(value) ? toHex(Uint8Array.from(Object.values(value))) : value,
    ),
  )

function isByteParts(value: unknown): value is Record<number, number> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false
  return value instanceof Uint8Array || Object.keys(value).every((key) => /^\d+$/.test(key))
}

const traces = process.env["TRACES"]?.split(",") ?? ["tiny_reg_1", "tiny_reg_2", "lifecycle_1"]
it.each(traces)("does what the real pallet did, %s", (name) => {
  const file = existsSync(name)
    ? name
    : new URL(`../../../../../../vectors/traces/${name}.jsonl.gz`, import.meta.url)
  const judged = replay(
    file,
    (call, args) => {
      const handler = handlers[call]
      if (!handler) return undefined
      return (state, origin) => handler({ ...state, constants: production } as State, origin, decode(args))
    },
    [],
  )
  expect(judged.length).toBeGreaterThan(3)
  for (const { line, call, recorded, ours } of judged) {
    if (isReplacement(call, recorded)) continue
    const [[called] = []] = Object.values(JSON.parse(call) as object).map(Object.keys)
    expect({ line, call, ours: compared(called ?? "", ours) }).toEqual({
      line,
      call,
      ours: compared(called ?? "", recorded),
    })
  }
})
