/** A short session among others' on the node at argv[2]: prints whether reads agreed and each transfer was to the rao. */
import { sr25519CreateDerive } from "@polkadot-labs/hdkd"
import { DEV_PHRASE, entropyToMiniSecret, mnemonicToEntropy, ss58Address } from "@polkadot-labs/hdkd-helpers"
import { createClient, Enum } from "polkadot-api"
import { getPolkadotSigner } from "polkadot-api/signer"
import { getWsProvider } from "polkadot-api/ws"
import { WebSocket } from "ws"

const client = createClient(getWsProvider(process.argv[2], { websocketClass: WebSocket }))
const api = client.getUnsafeApi()
const derive = sr25519CreateDerive(entropyToMiniSecret(mnemonicToEntropy(DEV_PHRASE)))
const addressOf = (path) => ss58Address(derive(path).publicKey, 42)
const ferdie = derive("//Ferdie")
const signer = getPolkadotSigner(ferdie.publicKey, "Sr25519", ferdie.sign)
const tao = 1_000_000_000n
const free = async (path, at) => (await api.query.System.Account.getValue(addressOf(path), { at })).data.free

async function reads() {
  const { hash, number } = await client.getFinalizedBlock()
  const values = await Promise.all(Array.from({ length: 20 }, () => free("//Alice", hash)))
  const header = await client.getBlockHeader(hash)
  return { same: new Set(values).size === 1, info: header.number === number }
}

async function transfers() {
  const done = []
  for (let i = 0; i < 3; i++) {
    const to = `//Ferdie//friend${i}`
    const amount = BigInt(1 + i) * tao
    const before = await free("//Ferdie", "best")
    const call = api.tx.Balances.transfer_keep_alive({ dest: Enum("Id", addressOf(to)), value: amount })
    const { ok, events } = await call.signAndSubmit(signer)
    const fee = events.find(({ value }) => value.type === "TransactionFeePaid").value.value.actual_fee
    done.push([
      ok,
      before - (await free("//Ferdie", "best")) === amount + fee,
      (await free(to, "best")) === amount,
    ])
  }
  return done
}

const seen = { reads: await reads(), transfers: await transfers() }
client.destroy()
process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit(0))
