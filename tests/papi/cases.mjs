/** Runs every case once against the node at argv[2] and prints what was seen as JSON. */
import { sr25519CreateDerive } from "@polkadot-labs/hdkd"
import { DEV_PHRASE, entropyToMiniSecret, mnemonicToEntropy, ss58Address } from "@polkadot-labs/hdkd-helpers"
import { createClient, Enum } from "polkadot-api"
import { getPolkadotSigner } from "polkadot-api/signer"
import { getWsProvider } from "polkadot-api/ws"
import { WebSocket } from "ws"

const client = createClient(getWsProvider(process.argv[2], { websocketClass: WebSocket }))
const api = client.getUnsafeApi()
const derive = sr25519CreateDerive(entropyToMiniSecret(mnemonicToEntropy(DEV_PHRASE)))

function account(path) {
  const pair = derive(path)
  return {
    address: ss58Address(pair.publicKey, 42),
    signer: getPolkadotSigner(pair.publicKey, "Sr25519", pair.sign),
    badSigner: getPolkadotSigner(pair.publicKey, "Sr25519", (message) => {
      const signature = pair.sign(message)
      signature[8] ^= 1
      return signature
    }),
  }
}
const [alice, bob, charlie, nobody] = ["//Alice", "//Bob", "//Charlie", "//Nobody"].map(account)
const tao = 1_000_000_000n
const free = async ({ address }, at = "best") =>
  (await api.query.System.Account.getValue(address, { at })).data.free
const transfer = (value) => api.tx.Balances.transfer_keep_alive({ dest: Enum("Id", bob.address), value })
const names = (events) => events.map(({ type, value }) => `${type}.${value.type}`)

/** The values that an observable gives until it has given enough. */
function first(observable, count) {
  return new Promise((resolve, reject) => {
    const seen = []
    const subscription = observable.subscribe({
      next(value) {
        seen.push(value)
        if (seen.length < count) return
        setTimeout(() => subscription.unsubscribe())
        resolve(seen)
      },
      error: reject,
    })
  })
}

async function refused(submit) {
  try {
    await submit()
    return "taken"
  } catch (error) {
    return { name: error.name, error: error.error ?? error.message }
  }
}

const cases = {
  async connect() {
    const { name, genesisHash, properties } = await client.getChainSpecData()
    const version = await api.constants.System.Version()
    const { number, hash } = await client.getFinalizedBlock()
    const header = await client.getBlockHeader(hash)
    return { name, genesisHash, properties, spec: version.spec_version, sameNumber: header.number === number }
  },
  async reads() {
    const accounts = await api.query.System.Account.getEntries()
    const several = await api.query.System.Account.getValues([[alice.address], [bob.address]])
    return {
      accounts: accounts.length,
      rich: several.every(({ data }) => data.free > 0n),
      networks: (await api.query.SubtensorModule.NetworksAdded.getEntries()).length,
      absent: (await api.query.SubtensorModule.Owner.getValue(nobody.address)) !== undefined,
      nonce: await api.apis.AccountNonceApi.account_nonce(charlie.address),
      existentialDeposit: (await api.constants.Balances.ExistentialDeposit()).toString(),
    }
  },
  async transfer() {
    const before = { alice: await free(alice), bob: await free(bob) }
    const call = transfer(tao)
    const estimate = await call.getEstimatedFees(alice.address)
    const events = await new Promise((resolve, reject) => {
      const seen = []
      call.signSubmitAndWatch(alice.signer).subscribe({
        next: (event) => seen.push(event),
        complete: () => resolve(seen),
        error: reject,
      })
    })
    const last = events.at(-1)
    const fee = last.events.find(({ value }) => value.type === "TransactionFeePaid").value.value.actual_fee
    return {
      steps: events.map(({ type, found }) => (found === undefined ? type : `${type} ${found}`)),
      ok: last.ok,
      events: names(last.events),
      feeIsEstimate: fee === estimate,
      debited: before.alice - (await free(alice)) === tao + fee,
      credited: (await free(bob)) - before.bob === tao,
    }
  },
  async failedDispatch() {
    const { ok, dispatchError } = await transfer(10n ** 18n).signAndSubmit(alice.signer)
    return { ok, error: dispatchError.type, value: dispatchError.value.type }
  },
  async severalInARow() {
    const nonce = await api.apis.AccountNonceApi.account_nonce(charlie.address, { at: "best" })
    const all = await Promise.all(
      [0, 1, 2].map((i) => transfer(tao + BigInt(i)).signAndSubmit(charlie.signer, { nonce: nonce + i })),
    )
    return all.map(({ ok }) => ok)
  },
  badSignature: () => refused(() => transfer(tao).signAndSubmit(alice.badSigner)),
  staleNonce: () => refused(() => transfer(tao).signAndSubmit(alice.signer, { nonce: 0 })),
  lowBalance: () => refused(() => transfer(1n).signAndSubmit(nobody.signer)),
  async watching() {
    const blocks = await first(client.finalizedBlock$, 4)
    const stamps = (await first(api.query.Timestamp.Now.watchValue({ at: "best" }), 3)).map(
      (one) => one?.value ?? one,
    )
    const [entries] = await first(api.query.SubtensorModule.NetworksAdded.watchEntries(), 1)
    return {
      linked: blocks.slice(1).every(({ parent }, i) => parent === blocks[i].hash),
      rising: stamps[0] < stamps[1] && stamps[1] < stamps[2],
      entries: entries.entries.length,
    }
  },
  async body() {
    const { hash } = await client.getFinalizedBlock()
    return (await client.getBlockBody(hash)).length
  },
}

const seen = {}
for (const [name, run] of Object.entries(cases)) {
  const timeout = new Promise((resolve) => setTimeout(resolve, 120_000, "timed out").unref())
  seen[name] = await Promise.race([run().catch((error) => `failed: ${error?.stack ?? error}`), timeout])
}
client.destroy()
const text = JSON.stringify(seen, (_key, value) => (typeof value === "bigint" ? value.toString() : value))
process.stdout.write(`${text}\n`, () => process.exit(0))
