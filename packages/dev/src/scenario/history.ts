import type { DevControls } from "@taonet/node/dev/index"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { encode } from "@taonet/primitives/scale/index"
import { RuntimeCall } from "@taonet/runtime/outer"
import { calls as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { calls as utility } from "@taonet/runtime/pallets/utility/schema"
import { palletSchemas } from "@taonet/runtime/schemas"
import { createKeys } from "./keys.ts"
import { type Place, ScenarioError } from "./located.ts"
import type { Scenario } from "./plan.ts"
import { createWeightsBook, type WeightRows } from "./weightsBook.ts"

type Controls = Pick<DevControls, "mine" | "mineToEpoch" | "call">

/**
 * Makes the blocks of the scenario's history: the first, in which the seeded weights count as set, then so many epochs. Before each, the
 * validators whose weights change set them, all in one block. Throws ScenarioError.
 */
export async function playHistory(controls: Controls, scenario: Scenario): Promise<void> {
  const { epochs, netuid, changes } = scenario.history
  await controls.mine()
  const subnets = scenario.subnets.filter(
    ({ netuid: id, neurons }) =>
      neurons.some(({ weights }) => weights !== undefined) || changes.some((one) => one.netuid === id),
  )
  const books = subnets.map((subnet) => ({ subnet, book: createWeightsBook(subnet, changes) }))
  const keys = createKeys(scenario.keys)

  for (let epoch = 1; epoch <= epochs; epoch++) {
    const moves = books.flatMap(({ subnet, book }) =>
      book.movers(epoch).map((uid): Move => {
        const change = changes.findLast((one) => one.netuid === subnet.netuid && one.uid === uid)
        const name = subnet.neurons[uid]?.name ?? ""
        const at = change?.at ?? subnet.neurons[uid]?.weights?.at ?? subnet.at
        return { at, name, netuid: subnet.netuid, hotkey: keys.hotkey(name), rows: book.rowsAt(uid, epoch) }
      }),
    )
    if (moves.length > 0) await setAll(controls, scenario, epoch, moves)
    if (netuid !== undefined) await controls.mineToEpoch(netuid)
  }
}

interface Move {
  readonly at: Place
  readonly name: string
  readonly netuid: number
  readonly hotkey: Hex
  readonly rows: WeightRows
}

/** Newer than any that a subnet asks for. */
const mostKey = (1n << 64n) - 1n
const noWeight = { ref_time: 0n, proof_size: 0n }

/** Root acts for all of them in one block, which has room for only a few such calls by their declared weight. */
async function setAll(
  controls: Controls,
  { file }: Scenario,
  epoch: number,
  moves: readonly Move[],
): Promise<void> {
  const calls = moves.map(({ netuid, hotkey, rows }) => {
    const call = subtensor.set_weights.make({
      netuid,
      dests: rows.map(([target]) => target),
      weights: rows.map(([, weight]) => weight),
      version_key: mostKey,
    })
    return utility.dispatch_as.make({ as_origin: signedBy(hotkey), call })
  })
  const call = utility.with_weight.make({ call: utility.batch_all.make({ calls }), weight: noWeight })
  const { ok, error, events } = await controls.call("root", toHex(encode(RuntimeCall, call)))
  const done = events.filter(({ pallet, name }) => pallet === "Utility" && name === "DispatchedAs")
  for (const [i, { at, name }] of moves.entries()) {
    const result = (done[i]?.data as { readonly result?: unknown } | undefined)?.result
    const failure = ok ? failureIn(result) : (error ?? "the block did not take it")
    if (failure === undefined) continue
    throw new ScenarioError(file, at, `"${name}" could not set weights before epoch ${epoch}: ${failure}`)
  }
}

const signedBy = (account: Hex) => ({
  type: "system" as const,
  value: { type: "Signed" as const, value: account },
})

/** What a `DispatchResult` as JSON says of its error. */
function failureIn(result: unknown): string | undefined {
  if (typeof result !== "object" || result === null) return "it was not run"
  if (!("Err" in result)) return undefined
  const { Module: found } = result.Err as {
    readonly Module?: { readonly index: number; readonly error: string }
  }
  const pallet = palletSchemas.find(({ index }) => index === found?.index)
  const index = Number.parseInt(found?.error.slice(2, 4) ?? "", 16)
  const entry = Object.values(pallet?.tables.errors ?? {}).find((one) => one.index === index)
  if (entry === undefined) return JSON.stringify(result.Err)
  return `${pallet?.name}.${entry.name}: ${entry.doc}`
}
