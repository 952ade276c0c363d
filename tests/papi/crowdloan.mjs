/** A crowdloan that pays its target, and one that fails and gives everything back, on the chain at argv[2]. Prints what was seen as JSON. */
import { sr25519CreateDerive } from "@polkadot-labs/hdkd"
import { DEV_PHRASE, entropyToMiniSecret, mnemonicToEntropy, ss58Address } from "@polkadot-labs/hdkd-helpers"
import { createClient } from "polkadot-api"
import { getPolkadotSigner } from "polkadot-api/signer"
import { getWsProvider } from "polkadot-api/ws"
import { WebSocket } from "ws"

const client = createClient(getWsProvider(process.argv[2], { websocketClass: WebSocket }))
const api = client.getUnsafeApi()
const derive = sr25519CreateDerive(entropyToMiniSecret(mnemonicToEntropy(DEV_PHRASE)))

function account(path) {
  const pair = derive(path)
  const signer = getPolkadotSigner(pair.publicKey, "Sr25519", pair.sign)
  return { address: ss58Address(pair.publicKey, 42), signer }
}
const [creator, charlie, eve, target] = ["//Bob", "//Charlie", "//Eve", "//Target"].map(account)
const tao = 1_000_000_000n
const at = "best"
const free = async ({ address }) => (await api.query.System.Account.getValue(address, { at })).data.free
const height = () => api.query.System.Number.getValue({ at })
const mine = (blocks) => client._request("dev_newBlock", [blocks])
const { Crowdloan } = api.tx

/** Its events, what it cost beside the fee, and why it failed. */
async function submit(call, who) {
  const before = await free(who)
  const { events, dispatchError } = await call.signAndSubmit(who.signer)
  const fee = events.find(({ value }) => value.type === "TransactionFeePaid").value.value.actual_fee
  const error = dispatchError?.type === "Module" ? dispatchError.value.value.type : dispatchError?.type
  return {
    error,
    taken: before - (await free(who)) - fee,
    events: events.filter(({ type }) => type === "Crowdloan").map(({ value }) => value.type),
  }
}

const loan = async (id) => {
  const { raised, contributors_count, finalized, funds_account } =
    await api.query.Crowdloan.Crowdloans.getValue(id, { at })
  return { raised, contributors_count, finalized, funds: await free({ address: funds_account }) }
}
const create = async (fields) =>
  Crowdloan.create({
    deposit: 20n * tao,
    min_contribution: tao,
    cap: 100n * tao,
    end: (await height()) + 60,
    call: undefined,
    target_address: target.address,
    ...fields,
  })
const contribute = (crowdloan_id, amount) => Crowdloan.contribute({ crowdloan_id, amount })
const of = (call) => (crowdloan_id) => Crowdloan[call]({ crowdloan_id })
const [withdraw, finalize, refund, dissolve] = ["withdraw", "finalize", "refund", "dissolve"].map(of)

const steps = {
  async refused() {
    const failing = {
      deposit: { deposit: tao },
      cap: { cap: 20n * tao },
      min: { min_contribution: 1n },
      neither: { target_address: undefined },
      past: { end: 1 },
      short: { end: (await height()) + 10 },
      poor: { deposit: 10n ** 16n, cap: 10n ** 17n },
    }
    const seen = {}
    for (const [name, fields] of Object.entries(failing)) {
      const { error, taken } = await submit(await create(fields), creator)
      seen[name] = [error, taken]
    }
    return seen
  },
  async pays() {
    const made = await submit(await create({}), creator)
    const given = [
      await submit(contribute(0, 50n * tao), charlie),
      await submit(contribute(0, 50n * tao), eve),
    ]
    const full = await loan(0)
    const stranger = await submit(finalize(0), charlie)
    const done = await submit(finalize(0), creator)
    return {
      made: [made.taken, made.events],
      given: given.map(({ taken, events }) => [taken, events]),
      full,
      stranger: stranger.error,
      done: [done.error, done.events],
      target: await free(target),
      left: (await loan(0)).funds,
      late: (await submit(withdraw(0), charlie)).error,
    }
  },
  async fails() {
    await submit(await create({}), creator)
    const limited = await submit(
      Crowdloan.set_max_contribution({ crowdloan_id: 1, new_max_contribution: 25n * tao }),
      creator,
    )
    const given = [
      await submit(contribute(1, 30n * tao), charlie),
      await submit(contribute(1, 10n * tao), eve),
    ]
    const back = await submit(withdraw(1), eve)
    const again = await submit(contribute(1, 5n * tao), eve)
    const early = await submit(finalize(1), creator)
    await mine({ count: 60 })
    const late = await submit(contribute(1, 5n * tao), eve)
    const unready = await submit(dissolve(1), creator)
    const before = [await free(charlie), await free(eve)]
    const refunded = await submit(refund(1), creator)
    const after = [await free(charlie), await free(eve)]
    const gone = await submit(dissolve(1), creator)
    return {
      limited: limited.events,
      given: given.map(({ taken }) => taken),
      back: [back.taken, back.events],
      again: again.taken,
      errors: [early.error, late.error, unready.error],
      refunded: [refunded.events, after[0] - before[0], after[1] - before[1]],
      gone: [gone.taken, gone.events],
      row: (await api.query.Crowdloan.Crowdloans.getValue(1, { at })) ?? null,
      rows: (await api.query.Crowdloan.Contributions.getEntries(1, { at })).length,
    }
  },
}

const seen = {}
for (const [name, run] of Object.entries(steps)) {
  const timeout = new Promise((resolve) => setTimeout(resolve, 120_000, "timed out").unref())
  seen[name] = await Promise.race([run().catch((error) => `failed: ${error?.stack ?? error}`), timeout])
}
client.destroy()
const text = JSON.stringify(seen, (_key, value) => (typeof value === "bigint" ? value.toString() : value))
process.stdout.write(`${text}\n`, () => process.exit(0))
