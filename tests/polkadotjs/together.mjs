/** A short session among others' on the node at argv[2]: prints whether reads agreed and each transfer was to the rao. */
import { ApiPromise, WsProvider } from "@polkadot/api"
import { Keyring } from "@polkadot/keyring"

const provider = new WsProvider(process.argv[2], false)
await provider.connect()
const api = await ApiPromise.create({ provider, noInitWarn: true })
const keyring = new Keyring({ type: "sr25519", ss58Format: 42 })
const [alice, eve] = ["//Alice", "//Eve"].map((uri) => keyring.addFromUri(uri))
const tao = 1_000_000_000n
const freeAt = async (at, who) => (await at.query.system.account(who.address)).data.free.toBigInt()
const eventOf = (events, name) =>
  events.find(({ event }) => `${event.section}.${event.method}` === name)?.event

async function reads() {
  const hash = await api.rpc.chain.getBlockHash()
  const at = await api.at(hash)
  const values = await Promise.all(Array.from({ length: 20 }, () => freeAt(at, alice)))
  const header = await api.rpc.chain.getHeader(hash)
  return { same: new Set(values).size === 1, info: header.hash.eq(hash) }
}

function send(call) {
  return new Promise((resolve, reject) => {
    call
      .signAndSend(eve, { nonce: -1 }, (result) => {
        if (result.isError) reject(new Error(`ended as ${result.status.type}`))
        if (result.isFinalized) resolve(result)
      })
      .catch(reject)
  })
}

async function transfers() {
  const done = []
  for (let i = 0; i < 3; i++) {
    const to = keyring.addFromUri(`//Eve//friend${i}`)
    const amount = BigInt(1 + i) * tao
    const before = await freeAt(api, eve)
    const { events } = await send(api.tx.balances.transferKeepAlive(to.address, amount))
    const fee = eventOf(events, "transactionPayment.TransactionFeePaid").data.actualFee.toBigInt()
    done.push([
      eventOf(events, "system.ExtrinsicSuccess") !== undefined,
      before - (await freeAt(api, eve)) === amount + fee,
      (await freeAt(api, to)) === amount,
    ])
  }
  return done
}

const seen = { reads: await reads(), transfers: await transfers() }
await api.disconnect()
process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit(0))
