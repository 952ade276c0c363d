import type { State } from "@taonet/frame/state"
import { storage } from "@taonet/runtime/pallets/subtensor/schema"
import { fillNetwork, startClock } from "../network.ts"
import { coreMs } from "../oneCore.ts"
import type { Result } from "../table.ts"
import { createBlockMaker } from "./blockMaker.ts"

const firstBlock = 1000
/** In the first block all pools are set up, and everything is compiled. */
const warmUp = 3

/** Blocks without transactions. Tempo 360: within 360 blocks each subnet has one epoch. */
export function blocksResults(subnets: number, blocks: number): Result[] {
  const maker = createBlockMaker((state) => prepare(state, subnets))
  let [ms, slowest, epochs] = [0, 0, 0]
  for (let made = 0; made < warmUp; made++) maker.open().finish()
  for (let made = 0; made < blocks; made++) {
    const begin = coreMs()
    const { number, state, finish } = maker.open()
    finish()
    const took = coreMs() - begin
    ms += took
    slowest = Math.max(slowest, took)
    for (let netuid = 1; netuid <= subnets; netuid++)
      if (storage.LastMechansimStepBlock.get(state, netuid) === BigInt(number)) epochs++
  }
  const what = `blocks, ${subnets} subnets of 256 uids`
  return [
    { what: `${what}, ${epochs} epochs in ${blocks}`, value: (blocks * 1000) / ms, unit: "/s" },
    { what: "… the slowest block", value: slowest, unit: "ms" },
  ]
}

function prepare(state: State, subnets: number): void {
  fillNetwork(state, { subnets, uids: 256, validators: 64 })
  startClock(state, firstBlock, subnets)
}
