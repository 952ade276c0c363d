/** A validator whose keys stay offline: proxies stake and set weights for it. And proxies that must announce what they do. */
import { tao } from "./lab.mjs"

export async function proxiedValidator(lab) {
  const { api, key, send, errorOf, free, reserved, resultName } = lab
  const [bob, hot, charlie, dave] = ["//Bob", "//Bob//hot", "//Charlie", "//Dave"].map(key)
  const netuid = 1
  const proxied = (real, call, type = null) => api.tx.proxy.proxy(real.address, type, call)
  const inner = ({ event }) => resultName(event("proxy.ProxyExecuted").result)
  const stake = async () => {
    const answer = await api.call.stakeInfoRuntimeApi.getStakeInfoForHotkeyColdkeyNetuid(
      hot.address,
      bob.address,
      netuid,
    )
    return answer.isSome ? answer.unwrap().stake.toBigInt() : 0n
  }

  async function allow() {
    const made = []
    made.push(await errorOf(api.tx.subtensorModule.burnedRegister(netuid, hot.address), bob))
    made.push(await errorOf(api.tx.balances.transferKeepAlive(hot.address, tao), bob))
    const before = await free(bob)
    const added = await send(api.tx.proxy.addProxy(charlie.address, "Staking", 0), bob)
    made.push(added.error, await errorOf(api.tx.proxy.addProxy(dave.address, "NonTransfer", 0), hot))
    const [list, held] = await api.query.proxy.proxies(bob.address)
    return {
      made,
      event: added.names.includes("proxy.ProxyAdded"),
      taken: before - (await free(bob)) - added.fee,
      held: held.toBigInt(),
      list: list.map((one) => [
        one.delegate.toString() === charlie.address,
        one.proxyType.type,
        one.delay.toNumber(),
      ]),
      twice: await errorOf(api.tx.proxy.addProxy(charlie.address, "Staking", 0), bob),
      self: await errorOf(api.tx.proxy.addProxy(bob.address, "Staking", 0), bob),
    }
  }

  /** Charlie stakes Bob's TAO; who pays the fee is Bob's to say. */
  async function stakes() {
    const add = api.tx.subtensorModule.addStake(hot.address, netuid, 10n * tao)
    const before = { bob: await free(bob), charlie: await free(charlie), stake: await stake() }
    const first = await send(proxied(bob, add), charlie)
    const middle = { bob: await free(bob), charlie: await free(charlie), stake: await stake() }
    const consent = await send(api.tx.proxy.setRealPaysFee(charlie.address, true), bob)
    const start = { bob: await free(bob), charlie: await free(charlie) }
    const second = await send(proxied(bob, add), charlie)
    return {
      first: [inner(first), before.bob - middle.bob, before.charlie - middle.charlie === first.fee],
      staked: middle.stake > before.stake && first.names.includes("subtensorModule.StakeAdded"),
      consent: consent.names.includes("proxy.RealPaysFeeSet"),
      second: [
        inner(second),
        start.bob - (await free(bob)) - second.fee,
        start.charlie - (await free(charlie)),
      ],
      fees: [first.fee, second.fee].every((fee) => fee > 0n),
    }
  }

  /** What its type does not allow fails inside; the extrinsic succeeds and only its fee is lost. */
  async function filters() {
    const transfer = api.tx.balances.transferKeepAlive(charlie.address, tao)
    const before = await free(bob)
    const sent = await send(proxied(bob, transfer), charlie)
    const batch = api.tx.utility.batch([api.tx.subtensorModule.addStake(hot.address, netuid, tao)])
    return {
      transfer: [sent.error, inner(sent), before - (await free(bob)) === sent.fee],
      batch: inner(await send(proxied(bob, batch), charlie)),
      more: inner(await send(proxied(bob, api.tx.proxy.addProxy(charlie.address, "Any", 0)), charlie)),
      stranger: await errorOf(proxied(bob, transfer), dave),
      otherType: await errorOf(proxied(bob, transfer, "Any"), charlie),
    }
  }

  async function weights() {
    const uid = (await api.query.subtensorModule.uids(netuid, hot.address)).unwrap().toNumber()
    const call = api.tx.subtensorModule.setWeights(netuid, [uid], [65_535], 0)
    const set = await send(proxied(hot, call), dave)
    const stored = (await api.query.subtensorModule.weights(netuid, uid)).toJSON()
    const transfer = api.tx.balances.transferKeepAlive(dave.address, 1n)
    return {
      result: inner(set),
      event: set.names.includes("subtensorModule.WeightsSet"),
      stored: JSON.stringify(stored) === JSON.stringify([[uid, 65_535]]),
      transfer: inner(await send(proxied(hot, transfer), dave)),
    }
  }

  async function revoke() {
    const before = await free(bob)
    const removed = await send(api.tx.proxy.removeProxy(charlie.address, "Staking", 0), bob)
    const returned = (await free(bob)) - before + removed.fee
    const [list] = await api.query.proxy.proxies(bob.address)
    const consents = await api.query.proxy.realPaysFeeConsentV1(bob.address, charlie.address)
    const call = api.tx.subtensorModule.addStake(hot.address, netuid, tao)
    return {
      event: removed.names.includes("proxy.ProxyRemoved"),
      returned,
      reserved: await reserved(bob),
      left: list.length,
      consent: consents.isSome,
      after: await errorOf(proxied(bob, call), charlie),
      again: await errorOf(api.tx.proxy.removeProxy(charlie.address, "Staking", 0), bob),
    }
  }

  /** An account that nobody has the key of. */
  async function pure() {
    const before = await free(bob)
    const made = await send(api.tx.proxy.createPure("Any", 0, 7), bob)
    const created = made.event("proxy.PureCreated").pure.toString()
    const real = { address: created }
    await send(api.tx.balances.transferKeepAlive(created, 5n * tao), bob)
    const paid = await send(proxied(real, api.tx.balances.transferAll(dave.address, false)), bob)
    const left = await free(real)
    const { height, index } = made.timepoint
    const kill = (extIndex) => proxied(real, api.tx.proxy.killPure(bob.address, "Any", 7, height, extIndex))
    const held = await reserved(bob)
    const wrong = inner(await send(kill(index + 1), bob))
    const killed = await send(kill(index), bob)
    return {
      paid: [inner(paid), left],
      held,
      wrong,
      killed: [inner(killed), killed.names.includes("proxy.PureKilled")],
      reserved: await reserved(bob),
      spent: before - (await free(bob)) > 5n * tao,
      after: await errorOf(kill(index), bob),
    }
  }

  return { allow, stakes, filters, weights, revoke, pure }
}

export async function announcedProxy(lab) {
  const { api, key, send, errorOf, free, reserved, resultName, mine } = lab
  const [ferdie, eve, dave] = ["//Ferdie", "//Eve", "//Dave"].map(key)
  const delay = 10
  const payee = key("//Announced")
  const call = api.tx.balances.transferKeepAlive(payee.address, 3n * tao)
  const { hash } = call.method
  const announce = () => send(api.tx.proxy.announce(ferdie.address, hash), eve)
  const execute = (who = dave) =>
    send(api.tx.proxy.proxyAnnounced(eve.address, ferdie.address, null, call), who)
  const announced = async () => (await api.query.proxy.announcements(eve.address))[0].length

  async function announces() {
    await send(api.tx.proxy.addProxy(eve.address, "Any", delay), ferdie)
    const unannounced = await errorOf(api.tx.proxy.proxy(ferdie.address, null, call), eve)
    const before = await free(eve)
    const made = await announce()
    return {
      unannounced,
      event: made.event("proxy.Announced")?.callHash.eq(hash),
      taken: before - (await free(eve)) - made.fee,
      reserved: await reserved(eve),
      stranger: await errorOf(api.tx.proxy.announce(ferdie.address, hash), dave),
      early: (await execute()).error,
    }
  }

  /** Ferdie sees it in time. */
  async function rejects() {
    const done = await errorOf(api.tx.proxy.rejectAnnouncement(eve.address, hash), ferdie)
    const left = [await announced(), await reserved(eve)]
    await mine({ count: delay })
    return {
      done,
      left,
      after: (await execute()).error,
      again: await errorOf(api.tx.proxy.rejectAnnouncement(eve.address, hash), ferdie),
    }
  }

  async function withdraws() {
    await announce()
    const done = await errorOf(api.tx.proxy.removeAnnouncement(ferdie.address, hash), eve)
    const left = [await announced(), await reserved(eve)]
    await mine({ count: delay })
    return { done, left, after: (await execute()).error }
  }

  /** After the delay anybody may send it; not before, and once. */
  async function executes() {
    const { timepoint } = await announce()
    await mine({ to: timepoint.height + delay - 2 })
    const early = (await execute()).error
    const before = await free(ferdie)
    const done = await execute()
    return {
      early,
      at: done.timepoint.height - timepoint.height,
      result: resultName(done.event("proxy.ProxyExecuted").result),
      paid: [await free(payee), before - (await free(ferdie))],
      left: [await announced(), await reserved(eve)],
      again: (await execute()).error,
    }
  }

  return { announces, rejects, withdraws, executes }
}
