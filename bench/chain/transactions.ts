import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import type { Keypair } from "@taonet/primitives/crypto/sign"
import { keyOf, signTransaction } from "@taonet/runtime/executive/transactions.testkit"
import { deposit } from "@taonet/runtime/pallets/balances/currency"
import { calls as balances } from "@taonet/runtime/pallets/balances/schema"
import { calls, storage } from "@taonet/runtime/pallets/subtensor/schema"
import { accountNonce } from "@taonet/runtime/pallets/system/account"
import { account, fillNetwork, hotkeyOf } from "../network.ts"
import { coreMs } from "../oneCore.ts"
import type { Result } from "../table.ts"
import { type BlockMaker, createBlockMaker } from "./blockMaker.ts"

const TAO = 1_000_000_000n

/** Transfers of 64 accounts to 1000 others, 500 a block. */
export function transfersResults(): Result[] {
  const senders = keys(64)
  const maker = createBlockMaker((state) => {
    for (const { account: who } of senders) deposit(state, who, 1000n * TAO)
  })
  const transfer = (i: number) =>
    balances.transfer_keep_alive.make({ dest: { type: "Id", value: account(i % 1000) }, value: TAO / 100n })
  const load = { perBlock: 500, call: transfer }
  const known = rate(maker, senders, { ...load, count: 8000, verified: true })
  const unknown = rate(maker, senders, { ...load, count: 1500, verified: false })
  return [
    { what: "transfers executed", value: known, unit: "/s", target: { atLeast: 3000 } },
    { what: "transfers executed, signatures verified", value: unknown, unit: "/s" },
  ]
}

/** Weights of 64 validators on all 256 neurons of their subnet, 16 calls a block. */
export function weightsResults(): Result[] {
  const validators = keys(64)
  const maker = createBlockMaker((state) => seatValidators(state, validators))
  const dests = Array.from({ length: 256 }, (_, uid) => uid)
  const setWeights = (i: number) =>
    calls.set_weights.make({
      netuid: 1,
      dests,
      weights: dests.map((uid) => 1 + ((uid * (i + 3)) % 65_000)),
      version_key: 0n,
    })
  const load = { count: 2000, perBlock: 16, call: setWeights, verified: true }
  const value = rate(maker, validators, load)
  return [{ what: "set_weights executed, 256 uids", value, unit: "/s", target: { atLeast: 500 } }]
}

/** A full subnet 1 whose first neurons have keys that we hold. */
function seatValidators(state: State, validators: readonly Keypair[]): void {
  fillNetwork(state, { subnets: 1, uids: 256, validators: validators.length })
  for (const [uid, { account: hotkey }] of validators.entries()) {
    storage.Uids.delete(state, 1, hotkeyOf(1, uid))
    storage.Keys.set(state, 1, uid, hotkey)
    storage.Uids.set(state, 1, hotkey, uid)
  }
  storage.StakeThreshold.set(state, 0n)
  storage.WeightsSetRateLimit.set(state, 1, 0n)
  storage.CommitRevealWeightsEnabled.set(state, 1, false)
}

const keys = (count: number): Keypair[] => Array.from({ length: count }, (_, i) => keyOf(`//bench${i}`))

interface Load {
  readonly count: number
  readonly perBlock: number
  readonly verified: boolean
  call(index: number): RuntimeCallValue
}

/** Transactions a second, the blocks around them not counted. */
function rate(
  maker: BlockMaker,
  signers: readonly Keypair[],
  { count, perBlock, call, verified }: Load,
): number {
  let ms = 0
  for (let done = 0; done < count; done += perBlock) {
    const { state, apply, finish } = maker.open()
    const ahead = new Map<Keypair, number>()
    const batch = Array.from({ length: perBlock }, (_, i) => {
      const signer = signers[(done + i) % signers.length]!
      const nonce = ahead.get(signer) ?? accountNonce(state, signer.account)
      ahead.set(signer, nonce + 1)
      return signTransaction(state, signer, call(done + i), { nonce })
    })
    const begin = coreMs()
    for (const bytes of batch) apply(bytes, verified)
    ms += coreMs() - begin
    finish()
  }
  return (count * 1000) / ms
}
