/** Runs every case once against the node at argv[2] and prints what was seen as JSON. */
import { ApiPromise, WsProvider } from "@polkadot/api"
import { Keyring } from "@polkadot/keyring"

const provider = new WsProvider(process.argv[2], false)
await provider.connect()
const api = await ApiPromise.create({ provider, noInitWarn: true })
const keyring = new Keyring({ type: "sr25519", ss58Format: 42 })
const [alice, bob, dave, eve, stranger] = ["//Alice", "//Bob", "//Dave", "//Eve", "//Nobody"].map((uri) =>
  keyring.addFromUri(uri),
)
const tao = 1_000_000_000n
const free = async (who) => (await api.query.system.account(who.address)).data.free.toBigInt()
const nonceOf = async (who) => (await api.rpc.system.accountNextIndex(who.address)).toNumber()
const eventName = ({ event }) => `${event.section}.${event.method}`
const errorOf = (error) => ({ code: error.code, message: error.message, data: error.data })

/** Signs, sends and watches to the end. */
function send(call, who, options = { nonce: -1 }) {
  return new Promise((resolve, reject) => {
    const statuses = []
    call
      .signAndSend(who, options, (result) => {
        statuses.push(result.status.type)
        if (result.isError) reject(new Error(`ended as ${result.status.type}`))
        if (!result.isFinalized) return
        resolve({ statuses, result, events: result.events })
      })
      .catch(reject)
  })
}

/** The first events of a subscription, which is ended then. */
async function first(count, subscribe) {
  const events = []
  let enough
  const full = new Promise((resolve) => {
    enough = resolve
  })
  const unsubscribe = await subscribe((event) => {
    if (events.length < count) events.push(event)
    if (events.length === count) enough()
  })
  await full
  unsubscribe()
  return events
}

const refused = async (call, who, options) => {
  try {
    await send(call, who, options)
    return "taken"
  } catch (error) {
    return errorOf(error)
  }
}

const cases = {
  async connect() {
    const { specName, specVersion } = api.runtimeVersion
    return {
      chain: api.runtimeChain.toString(),
      genesis: api.genesisHash.toHex(),
      spec: `${specName}/${specVersion}`,
      tokens: api.registry.chainTokens,
      decimals: api.registry.chainDecimals,
      pallets: api.runtimeMetadata.asLatest.pallets.length,
    }
  },
  async balances() {
    return {
      alice: (await free(alice)).toString(),
      issuance: (await api.query.balances.totalIssuance()).toBigInt() > 0n,
      existentialDeposit: api.consts.balances.existentialDeposit.toString(),
      accounts: (await api.query.system.account.entries()).length,
      nobody: (await free(stranger)).toString(),
    }
  },
  async transfer() {
    const before = { alice: await free(alice), bob: await free(bob) }
    const call = api.tx.balances.transferKeepAlive(bob.address, tao)
    const { partialFee } = await call.paymentInfo(alice)
    const { statuses, events, result } = await send(call, alice)
    const paid = events.find((record) => eventName(record) === "transactionPayment.TransactionFeePaid")
    const fee = paid.event.data.actualFee.toBigInt()
    const block = await api.rpc.chain.getBlock(result.status.asFinalized)
    return {
      statuses,
      events: events.map(eventName),
      feeIsEstimate: fee === partialFee.toBigInt(),
      debited: before.alice - (await free(alice)) === tao + fee,
      credited: (await free(bob)) - before.bob === tao,
      inBlock: block.block.extrinsics[result.txIndex].hash.toHex() === result.txHash.toHex(),
      sealed: block.block.header.digest.logs.map((log) => log.type),
    }
  },
  async failedDispatch() {
    const { events } = await send(api.tx.balances.transferKeepAlive(bob.address, 10n ** 18n), alice)
    const { event } = events.find((record) => eventName(record) === "system.ExtrinsicFailed")
    const [error] = event.data
    return error.isModule ? api.registry.findMetaError(error.asModule).name : error.toString()
  },
  async pipelined() {
    const first = await nonceOf(dave)
    const calls = Array.from({ length: 5 }, (_, i) =>
      api.tx.balances.transferKeepAlive(bob.address, tao + BigInt(i)),
    )
    const results = await Promise.all(calls.map((call, i) => send(call, dave, { nonce: first + i })))
    return {
      all: results.every(({ events }) => events.some((one) => eventName(one) === "system.ExtrinsicSuccess")),
    }
  },
  async futureNonce() {
    const nonce = await nonceOf(eve)
    const later = send(api.tx.balances.transferKeepAlive(bob.address, tao), eve, { nonce: nonce + 1 })
    await new Promise((resolve) => setTimeout(resolve, 600))
    const between = await nonceOf(eve)
    const now = send(api.tx.balances.transferKeepAlive(bob.address, tao), eve, { nonce })
    return { first: (await later).statuses[0], waited: between === nonce, ended: (await now).statuses.at(-1) }
  },
  staleNonce: () => refused(api.tx.balances.transferKeepAlive(bob.address, tao), alice, { nonce: 0 }),
  lowBalance: () => refused(api.tx.balances.transferKeepAlive(bob.address, 1n), stranger),
  async badSignature() {
    const call = api.tx.balances.transferKeepAlive(bob.address, tao)
    const signed = await call.signAsync(bob, { nonce: -1 })
    const bytes = signed.toU8a()
    bytes[40] ^= 1
    try {
      await provider.send("author_submitExtrinsic", [`0x${Buffer.from(bytes).toString("hex")}`])
      return "taken"
    } catch (error) {
      return errorOf(error)
    }
  },
  notSudo: () => refused(api.tx.sudo.sudo(api.tx.system.remark("0x00")), bob),
  customError: () => refused(api.tx.subtensorModule.batchSetWeights([1, 1], [[[0, 1]]], [0]), bob),
  async subscriptions() {
    const heads = await first(4, (push) =>
      api.rpc.chain.subscribeFinalizedHeads(({ number, hash, parentHash }) =>
        push({ number: number.toNumber(), hash: hash.toHex(), parent: parentHash.toHex() }),
      ),
    )
    const hashes = await Promise.all(heads.map(({ number }) => api.rpc.chain.getBlockHash(number)))
    const stamps = await first(3, (push) => api.query.timestamp.now((now) => push(now.toNumber())))
    return {
      hashed: heads.every(({ hash }, i) => hash === hashes[i].toHex()),
      linked: heads.slice(1).every(({ parent }, i) => parent === heads[i].hash),
      rising: stamps[0] < stamps[1] && stamps[1] < stamps[2],
    }
  },
  async history() {
    const head = await api.rpc.chain.getHeader()
    const past = await api.at(await api.rpc.chain.getBlockHash(head.number.toNumber() - 3))
    const proof = await api.rpc.state.getReadProof([api.query.timestamp.now.key()])
    return {
      number: head.number.toNumber() - (await past.query.system.number()).toNumber(),
      unknown: (await api.rpc.chain.getBlockHash(4_000_000)).isEmpty,
      proven: proof.proof.length > 0,
    }
  },
  async runtimeApi() {
    const nonce = await api.call.accountNonceApi.accountNonce(alice.address)
    return nonce.toNumber() === (await api.query.system.account(alice.address)).nonce.toNumber()
  },
}

const seen = {}
for (const [name, run] of Object.entries(cases)) {
  const timeout = new Promise((resolve) => setTimeout(resolve, 120_000, "timed out").unref())
  seen[name] = await Promise.race([run().catch((error) => `failed: ${error?.stack ?? error}`), timeout])
}
process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit(0))
