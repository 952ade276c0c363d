/** Timelocks on a chain without internet, whose author runs the beacon. */
import { beaconPublicKey } from "@taonet/primitives/bls/pulse"
import { sealEntropyLength, sealTimelock } from "@taonet/primitives/bls/timelock"
import { utf8 } from "@taonet/primitives/bytes"
import { fromHex, toHex } from "@taonet/primitives/hex"
import { bytes, encode, tuple, u16, u64, vec } from "@taonet/primitives/scale/index"
import { keyOf, signTransaction } from "@taonet/runtime/executive/transactions.testkit"
import type { RuntimeCallValue } from "@taonet/runtime/outer"
import { calls as adminUtils } from "@taonet/runtime/pallets/adminUtils/schema"
import { storage as commitments, calls as commitmentsCalls } from "@taonet/runtime/pallets/commitments/schema"
import { dueRound, roundTimeMs } from "@taonet/runtime/pallets/drand/beacon"
import { quicknet } from "@taonet/runtime/pallets/drand/quicknet"
import { storage as drand, calls as drandCalls } from "@taonet/runtime/pallets/drand/schema"
import { storage as subtensor, calls as subtensorCalls } from "@taonet/runtime/pallets/subtensor/schema"
import { calls as sudo } from "@taonet/runtime/pallets/sudo/schema"
import { storage as timestamp } from "@taonet/runtime/pallets/timestamp/schema"
import { createRuntime } from "@taonet/runtime/runtime"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { local } from "@taonet/runtime/specs/local"
import { createTestChain } from "@taonet/runtime/testKit"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type FakeClock, fakeClock } from "../fakeClock.testkit.ts"
import type { Node } from "../node.ts"
import { startLocalNode } from "../testKit.ts"
import { devBeacon, devBeaconSecret } from "./devBeacon.ts"
import { roundsToWrite } from "./offlineBeacon.ts"

const netuid = 1
/** What timelocked weights hide: account, uids, values, version key. */
const payload = tuple(bytes, vec(u16), vec(u16), u64)
const spec = { ...local, genesis: { ...local.genesis, drand: devBeacon() } }
const dayMs = 86_400_000

let clock: FakeClock
let node: Node
beforeEach(async () => {
  clock = fakeClock()
  const beacon = { type: "offline", secret: devBeaconSecret } as const
  node = await startLocalNode({ runtime: createRuntime(spec), clock, blockTimeMs: "manual", drand: beacon })
})
afterEach(() => node.close())

const state = () => node.chain.open(node.chain.head().hash)
const now = () => timestamp.Now.get(state())
const last = () => drand.LastStoredRound.get(state())
const due = () => dueRound(quicknet, now())
async function submit(uri: string, call: RuntimeCallValue): Promise<void> {
  const signed = signTransaction(state(), keyOf(uri), call, { genesisHash: node.chain.genesisHash })
  await node.request("author_submitExtrinsic", [toHex(signed)])
}

/** What a client of this chain does: it encrypts to the key that the chain names. */
function sealed(plain: Uint8Array, round: bigint): Uint8Array {
  const { public_key: publicKey } = drand.BeaconConfig.get(state())
  return sealTimelock(plain, { publicKey, round, entropy: new Uint8Array(sealEntropyLength).fill(3) })
}

test("every round of the chain's clock comes on chain in turn, a few a block", async () => {
  await node.engine.produce()
  const start = due()
  expect([last(), drand.OldestStoredRound.get(state())]).toEqual([start, start])
  // Twelve blocks of 250 ms make a round.
  await node.engine.produce(24)
  expect(last()).toBe(start + 2n)
  for (let round = start; round <= start + 2n; round++) expect(drand.Pulses.has(state(), round)).toBe(true)
  await clock.advance(Number(roundTimeMs(quicknet, start + 5n) - BigInt(node.dev?.now() ?? 0)))
  await node.engine.produce()
  expect([last(), due()]).toEqual([start + 5n, start + 5n])
  expect(drand.Pulses.has(state(), start + 4n)).toBe(true)
})

test("a commitment opens when its round is due, even if the clock jumped over it", async () => {
  await submit("//Alice", subtensorCalls.burned_register.make({ netuid, hotkey: devAccounts.Bob }))
  await node.engine.produce()
  const rounds = [due() + 1n, due() + 1000n, due() + 100_000n]
  const fields = rounds.map((round, i) => ({
    type: "TimelockEncrypted" as const,
    value: { encrypted: sealed(utf8(`secret ${i}`), round), reveal_round: round },
  }))
  await submit("//Bob", commitmentsCalls.set_commitment.make({ netuid, info: { fields } }))
  await node.engine.produce()
  const revealed = () =>
    (commitments.RevealedCommitments.get(state(), netuid, devAccounts.Bob) ?? []).map(([content]) =>
      new TextDecoder().decode(content),
    )
  await clock.advance(3000)
  await node.engine.produce(2)
  expect(revealed()).toEqual(["secret 0"])
  await clock.advance(dayMs)
  await node.engine.produce(2)
  expect(revealed()).toEqual(["secret 0", "secret 1"])
  // The rounds between were left out, but for the awaited one and the latest.
  expect([last(), drand.Pulses.has(state(), last() - 1n)]).toEqual([due(), false])
  expect(commitments.CommitmentOf.get(state(), netuid, devAccounts.Bob)?.info.fields).toEqual([fields[2]])
  // A round that was left out can still be asked for.
  const skipped = rounds[1]! + 5n
  const late = {
    type: "TimelockEncrypted" as const,
    value: { encrypted: sealed(utf8("late"), skipped), reveal_round: skipped },
  }
  await submit("//Bob", commitmentsCalls.set_commitment.make({ netuid, info: { fields: [late] } }))
  await node.engine.produce(3)
  expect(revealed().at(-1)).toBe("late")
})

test("timelocked weights count in the first epoch after their commit's", async () => {
  const unlimited = adminUtils.sudo_set_weights_set_rate_limit.make({ netuid, weights_set_rate_limit: 0n })
  await submit("//Alice", sudo.sudo.make({ call: unlimited }))
  await submit("//Charlie", subtensorCalls.burned_register.make({ netuid, hotkey: devAccounts.Bob }))
  await node.engine.produce()
  const uid = subtensor.Uids.get(state(), netuid, devAccounts.Bob) as number
  const reveal_round = due() + 2n
  const weights = encode(payload, [fromHex(devAccounts.Bob), [uid], [1], 0n])
  const commit = sealed(weights, reveal_round)
  const call = subtensorCalls.commit_timelocked_weights.make({
    netuid,
    commit,
    reveal_round,
    commit_reveal_version: 4,
  })
  await submit("//Bob", call)
  await node.engine.produce()
  const revealed = () => subtensor.Weights.get(state(), netuid, uid)
  const tempo = subtensor.Tempo.get(state(), netuid)
  await node.engine.produce(tempo - 1 - node.chain.head().header.number)
  expect([drand.Pulses.has(state(), reveal_round), revealed()]).toEqual([true, []])
  await node.engine.produce()
  expect(revealed()).toEqual([[uid, 65_535]])
})

test("the beacon is silent once root has chosen another", async () => {
  await node.engine.produce()
  const before = last()
  const config_payload = {
    block_number: 1,
    config: quicknet,
    public: { type: "Sr25519", value: new Uint8Array(32) },
  } as const
  const call = drandCalls.set_beacon_config.make({ config_payload, signature: undefined })
  await submit("//Alice", sudo.sudo.make({ call }))
  await node.engine.produce()
  await clock.advance(10_000)
  await node.engine.produce(2)
  expect(last()).toBe(before)
})

test("another's secret is no use", async () => {
  const other = { type: "offline", secret: new Uint8Array(32).fill(1) } as const
  expect(beaconPublicKey(other.secret)).not.toEqual(devBeacon().public_key)
  const stranger = await startLocalNode({
    runtime: createRuntime(spec),
    clock,
    blockTimeMs: "manual",
    drand: other,
  })
  await stranger.engine.produce()
  expect(drand.LastStoredRound.get(stranger.chain.open(stranger.chain.head().hash))).toBe(0n)
  await stranger.close()
})

describe("rounds to write", () => {
  const { state: sample } = createTestChain(spec)
  const max = 4
  const pulse = { round: 0n, randomness: new Uint8Array(32), signature: new Uint8Array(48) }
  const store = (...rounds: bigint[]): void => {
    for (const round of rounds) drand.Pulses.set(sample, round, { ...pulse, round })
  }

  test("are the latest at first", () => {
    expect(roundsToWrite(sample, 0n, max)).toEqual([])
    expect(roundsToWrite(sample, 50n, max)).toEqual([50n])
  })

  test("are those that follow, and after a jump those that are awaited, and the latest", () => {
    drand.OldestStoredRound.set(sample, 50n)
    drand.LastStoredRound.set(sample, 50n)
    store(50n)
    expect(roundsToWrite(sample, 50n, max)).toEqual([])
    expect(roundsToWrite(sample, 54n, max)).toEqual([51n, 52n, 53n, 54n])
    expect(roundsToWrite(sample, 55n, max)).toEqual([55n])
    subtensor.TimelockedWeightCommits.set(sample, netuid, 0n, [
      [devAccounts.Bob, 1n, new Uint8Array(), 700n],
      [devAccounts.Bob, 1n, new Uint8Array(), 70n],
      [devAccounts.Bob, 1n, new Uint8Array(), 70n],
      [devAccounts.Bob, 1n, new Uint8Array(), 1001n],
      [devAccounts.Bob, 1n, new Uint8Array(), 50n],
      [devAccounts.Bob, 1n, new Uint8Array(), 49n],
    ])
    expect(roundsToWrite(sample, 1000n, max)).toEqual([70n, 700n, 1000n])
    expect(roundsToWrite(sample, 1000n, 2)).toEqual([70n, 700n])
    expect(roundsToWrite(sample, 1000n, 1)).toEqual([70n])
    store(70n, 700n)
    expect(roundsToWrite(sample, 1001n, max)).toEqual([1001n])
  })
})
