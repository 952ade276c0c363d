/**
 * Timelocked weights and commitments on a chain with a beacon of its own. No published client encrypts to such a key (docs/timelocks.md), so
 * the bytes are made by our own primitives, and polkadot.js submits them.
 */

import { randomBytes } from "node:crypto"
import { u8aToHex } from "@polkadot/util"
import { sealEntropyLength, sealTimelock } from "@taonet/primitives/bls/timelock"
import { tao } from "./lab.mjs"

const quicknetKey =
  "0x83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"

export async function timelocks(lab) {
  const { api, key, send, errorOf, sudo, mine, now, eventsAt } = lab
  const [owner, hot] = ["//Charlie", "//Charlie//hot"].map(key)
  const netuid = 2
  const beacon = await api.query.drand.beaconConfig()
  const due = async () => {
    const seconds = (await api.query.timestamp.now()).toBigInt() / 1000n
    return (seconds - beacon.genesisTime.toBigInt()) / beacon.period.toBigInt() + 1n
  }
  const hasPulse = async (round) => (await api.query.drand.pulses(round)).isSome
  const seal = (plain, round, publicKey = beacon.publicKey.toU8a(true)) =>
    u8aToHex(
      sealTimelock(plain, { publicKey, round, entropy: new Uint8Array(randomBytes(sealEntropyLength)) }),
    )
  /** Makes blocks until something is so; 250 at most. */
  async function until(isSo) {
    for (let i = 0; i < 50; i++) {
      if (await isSo()) return true
      await mine({ count: 5 })
    }
    return false
  }
  /** All events of a name since a block. */
  async function since(block, name) {
    const found = []
    for (let number = block; number <= (await now()); number++)
      for (const event of await eventsAt(number))
        if (`${event.section}.${event.method}` === name) found.push(event.data)
    return found
  }

  async function subnet() {
    const made = [
      (await sudo(api.tx.adminUtils.sudoSetStartCallDelay(0))).result,
      await errorOf(api.tx.subtensorModule.registerNetwork(hot.address), owner),
      await errorOf(api.tx.subtensorModule.startCall(netuid), owner),
      await errorOf(api.tx.balances.transferKeepAlive(hot.address, tao), owner),
      (await sudo(api.tx.adminUtils.sudoSetWeightsSetRateLimit(netuid, 0))).result,
      // An epoch longer than a round: what is not open by the end of its epoch is dropped.
      (await sudo(api.tx.adminUtils.sudoSetTempo(netuid, 40))).result,
    ]
    return {
      made,
      commits: (await api.query.subtensorModule.commitRevealWeightsEnabled(netuid)).isTrue,
      ours: u8aToHex(beacon.publicKey.toU8a(true)) !== quicknetKey,
      inTheClear: await errorOf(api.tx.subtensorModule.setWeights(netuid, [0], [65_535], 0), hot),
    }
  }

  /** What timelocked weights hide: account, uids, values and version key. */
  const weightsOf = (uids, values) =>
    api.createType("(Bytes, Vec<u16>, Vec<u16>, u64)", [u8aToHex(hot.publicKey), uids, values, 0]).toU8a()
  const commit = (commitment, round) =>
    api.tx.subtensorModule.commitTimelockedWeights(netuid, commitment, round, 4)
  const stored = async () => (await api.query.subtensorModule.weights(netuid, 0)).toJSON()

  async function weights() {
    const start = await now()
    const round = (await due()) + 2n
    const made = await send(commit(seal(weightsOf([0], [65_535]), round), round), hot)
    const before = [await hasPulse(round), await stored()]
    const revealed = await until(async () => (await stored()).length > 0)
    const events = await since(start, "subtensorModule.TimelockedWeightsRevealed")
    return {
      error: made.error,
      fee: made.fee,
      event: made.names.includes("subtensorModule.TimelockedWeightsCommitted"),
      before,
      revealed: [revealed, await hasPulse(round)],
      stored: await stored(),
      events: events.map(([subnet, who]) => [subnet.toNumber(), who.toString() === hot.address]),
    }
  }

  /** Encrypted to quicknet's key, as the published Python clients do: accepted, and dropped without a word. */
  async function boundToQuicknet() {
    const start = await now()
    const round = (await due()) + 2n
    const made = await errorOf(
      commit(seal(weightsOf([0], [1]), round, Buffer.from(quicknetKey.slice(2), "hex")), round),
      hot,
    )
    const waits = async () => {
      const entries = await api.query.subtensorModule.timelockedWeightCommits.entries(netuid)
      return entries.some(([, queue]) => queue.length > 0)
    }
    const waiting = await waits()
    const gone = await until(async () => (await hasPulse(round)) && !(await waits()))
    return {
      made,
      waiting,
      gone,
      stored: await stored(),
      events: (await since(start, "subtensorModule.TimelockedWeightsRevealed")).length,
    }
  }

  /** One for our beacon, one that no key opens, and one beside them in the clear. */
  async function commitment() {
    const start = await now()
    const round = (await due()) + 2n
    const locked = (encrypted) => ({ TimelockEncrypted: { encrypted, revealRound: round } })
    const fields = [locked(seal(Buffer.from("the answer is 42"), round)), { Raw5: "hello" }]
    const made = await send(api.tx.commitments.setCommitment(netuid, { fields }), hot)
    const revealed = async () => {
      const found = await api.query.commitments.revealedCommitments(netuid, hot.address)
      return found.isSome ? found.unwrap().map(([content]) => content.toUtf8()) : []
    }
    const before = [await hasPulse(round), await revealed()]
    const opened = await until(async () => (await revealed()).length > 0)
    const left = (await api.query.commitments.commitmentOf(netuid, hot.address)).unwrap().info.fields
    return {
      made: [made.error, made.names.filter((name) => name.startsWith("commitments."))],
      before,
      opened,
      revealed: await revealed(),
      events: (await since(start, "commitments.CommitmentRevealed")).length,
      left: left.map((field) => field.type),
    }
  }

  async function unreadable() {
    const start = await now()
    const round = (await due()) + 2n
    const encrypted = seal(Buffer.from("nobody reads this"), round, Buffer.from(quicknetKey.slice(2), "hex"))
    const fields = [{ TimelockEncrypted: { encrypted, revealRound: round } }]
    const made = await errorOf(api.tx.commitments.setCommitment(netuid, { fields }), hot)
    await until(async () => (await hasPulse(round)) && (await mine({ count: 1 })))
    const failed = await since(start, "commitments.CommitmentRevealFailed")
    const [left] = (await api.query.commitments.commitmentOf(netuid, hot.address)).unwrap().info.fields
    return { made, failed: failed.map((data) => data.at(-1).type), left: left.type }
  }

  /** Whatever is not the beacon's signature of a round that is due is no pulse. */
  async function forged() {
    const last = (await api.query.drand.lastStoredRound()).toBigInt()
    const { signature } = (await api.query.drand.pulses(last)).unwrap()
    const { writePulse } = api.tx.drand
    const blockNumber = await now()
    const payload = (round) => {
      const pulse = { round, randomness: "0x00", signature: signature.toHex() }
      const fields = { blockNumber, pulses: [pulse], public: { Sr25519: owner.publicKey } }
      return api.createType(writePulse.meta.args[0].type.toString(), fields)
    }
    const bare = (sent, signer) =>
      writePulse(sent, { Sr25519: signer.sign(sent.toU8a()) })
        .send()
        .then(
          () => "taken",
          (error) => error.data,
        )
    return {
      again: await bare(payload(last), owner),
      early: await bare(payload(last + 1n), owner),
      stranger: await bare(payload(last + 1n), hot),
      signed: await errorOf(writePulse(payload(last + 1n), null), owner),
      unchanged: [(await api.query.drand.lastStoredRound()).toBigInt() - last, await hasPulse(last + 1n)],
    }
  }

  return { subnet, weights, boundToQuicknet, commitment, unreadable, forged }
}
