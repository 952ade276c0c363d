import { auraSlot } from "@taonet/node/chain/header"
import { watchEpochs } from "@taonet/runtime/pallets/subtensor/epoch/runSubnetEpoch"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import type { EpochInput } from "@taonet/yuma/types"
import { type ChainOrUrl, type OpenView, viewsOf } from "./chainView.ts"

export type ChainEpochOptions = ChainOrUrl & {
  readonly netuid: number
  readonly mecid?: number
  /** The block in which the epoch ran; the subnet's last epoch without. */
  readonly at?: number
}

export interface ChainEpoch {
  readonly block: number
  readonly input: EpochInput
}

/** Why there is no such epoch. */
export class NoEpochError extends Error {
  override readonly name = "NoEpochError"
  readonly code = "no-epoch"
}

/**
 * What an epoch of a chain ran on. The block's beginning is run again over the state of its parent, as the chain itself did: so everything that
 * happens in the block before the epoch (its emission, weights that are revealed in it) is there. Needs the state of that parent: an archive
 * node, for old ones. Throws NoEpochError and OriginError.
 */
export async function chainEpoch(options: ChainEpochOptions): Promise<ChainEpoch> {
  const { netuid, mecid = 0, at, ...of } = options
  const open = viewsOf(of)
  const block = at ?? (await lastEpoch(open, netuid))
  if (block < 1) throw new NoEpochError(`subnet ${netuid} had no epoch yet`)
  // The block itself is read from the later view, its parent's state is what the epoch began with.
  const view = await open({ netuid, block: block - 1 })
  try {
    const header = view.blockAt(block)?.header
    if (header === undefined)
      throw new NoEpochError(
        `${view.url} has no block ${block} yet; the next epoch's input is known when it has run`,
      )
    const { runtime } = view
    const state = view.open()
    const slot = auraSlot(header)
    let found: EpochInput | undefined
    watchEpochs(state, (on, mechanism, input) => {
      if (on === netuid && mechanism === mecid) found = input
    })
    runtime.initializeBlock(state, {
      number: block,
      parentHash: header.parentHash,
      digest: header.digest.filter(({ type }) => type === "PreRuntime"),
      author: slot === undefined ? undefined : runtime.producerOf(state, slot),
    })
    if (found !== undefined) return { block, input: found }
    const before = subtensor.LastMechansimStepBlock.get(view.open(), netuid)
    const tempo = subtensor.Tempo.get(view.open(), netuid)
    throw new NoEpochError(
      `subnet ${netuid} had no epoch in block ${block}: the last before was in block ${before}, its tempo is ${tempo}`,
    )
  } finally {
    await view.close()
  }
}

async function lastEpoch(open: OpenView, netuid: number): Promise<number> {
  const view = await open()
  try {
    const state = view.open()
    if (!subtensor.NetworksAdded.get(state, netuid))
      throw new NoEpochError(`${view.url} has no subnet ${netuid}`)
    return Number(subtensor.LastMechansimStepBlock.get(state, netuid))
  } finally {
    await view.close()
  }
}
