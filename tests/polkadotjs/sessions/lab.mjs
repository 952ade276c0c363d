/** polkadot.js on one chain, with what a session needs to say what a transaction did. */
import { ApiPromise, WsProvider } from "@polkadot/api"
import { Keyring } from "@polkadot/keyring"

export const tao = 1_000_000_000n

/** `{ Ok }`, or the error's name as `Pallet.Error`. */
export async function openLab(url) {
  const provider = new WsProvider(url, false)
  await provider.connect()
  const api = await ApiPromise.create({ provider, noInitWarn: true })
  const keyring = new Keyring({ type: "sr25519", ss58Format: 42 })
  const errorName = (error) => {
    if (!error.isModule) return error.isBadOrigin ? "BadOrigin" : error.toString()
    const { section, name } = api.registry.findMetaError(error.asModule)
    return `${section}.${name}`
  }
  const resultName = (result) => (result.isErr ? errorName(result.asErr) : "Ok")
  const read = readsOf(api)

  /** Signs, sends, and answers once it is in a block. What the pool refuses has only an `error`. */
  function send(call, who, options = {}) {
    return new Promise((resolve, reject) => {
      call
        .signAndSend(who, { nonce: -1, ...options }, (seen) => {
          if (seen.isError) reject(new Error(`ended as ${seen.status.type}`))
          // The block is final at once, and the second status can overtake what the client does about the first.
          if (!seen.isInBlock && !seen.isFinalized) return
          resolve(outcomeOf(seen, errorName))
        })
        .catch((error) => resolve({ error: refusal(error), names: [], fee: 0n, events: [] }))
    })
  }

  return {
    api,
    provider,
    key: (uri) => keyring.addFromUri(uri),
    send,
    errorName,
    resultName,
    ...read,
    /** Its error, null when it went well. */
    errorOf: async (call, who, options) => (await send(call, who, options)).error,
    /** A root call; its result is what the inner call said. */
    async sudo(call, who = keyring.addFromUri("//Alice")) {
      const outcome = await send(api.tx.sudo.sudo(call), who)
      const sudid = outcome.event("sudo.Sudid")
      return { ...outcome, result: sudid && resultName(sudid.sudoResult) }
    },
    /** Makes blocks at once: `{ count }` or `{ to }`. */
    mine: (blocks) => provider.send("dev_newBlock", [blocks]),
  }
}

function readsOf(api) {
  const account = async (address) => (await api.query.system.account(address)).data
  const now = async () => (await api.query.system.number()).toNumber()
  return {
    free: async ({ address }) => (await account(address)).free.toBigInt(),
    reserved: async ({ address }) => (await account(address)).reserved.toBigInt(),
    now,
    /** The events of a block, by number. */
    async eventsAt(number) {
      const at = await api.at(await api.rpc.chain.getBlockHash(number))
      return (await at.query.system.events()).map(({ event }) => event)
    },
  }
}

const nameOf = (event) => `${event.section}.${event.method}`

function outcomeOf({ events, dispatchError, status, txIndex, blockNumber }, errorName) {
  const carried = events.map(({ event }) => event)
  const find = (name) => carried.find((event) => nameOf(event) === name)?.data
  return {
    error: dispatchError ? errorName(dispatchError) : null,
    names: carried.map(nameOf),
    events: carried,
    event: find,
    fee: find("transactionPayment.TransactionFeePaid")?.actualFee.toBigInt() ?? 0n,
    timepoint: { height: blockNumber?.toNumber(), index: txIndex },
    hash: (status.isInBlock ? status.asInBlock : status.asFinalized).toHex(),
  }
}

/** A refusal of the pool: its text, as wallets show it. */
const refusal = (error) => (error.code === 1010 ? String(error.data) : String(error))

/** JSON for the test: what is too big for a number goes as a string. */
export const plain = (value) =>
  JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? `${inner}` : inner))
