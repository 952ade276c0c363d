/** A treasury of three, of whom two must agree. */
import { createKeyMulti, encodeAddress, sortAddresses } from "@polkadot/util-crypto"
import { tao } from "./lab.mjs"

export async function multisig(lab) {
  const { api, key, send, errorOf, free, reserved } = lab
  const [dave, eve, ferdie] = ["//Dave", "//Eve", "//Ferdie"].map(key)
  const members = [dave, eve, ferdie]
  const treasury = {
    address: encodeAddress(
      createKeyMulti(
        members.map((one) => one.address),
        2,
      ),
      42,
    ),
  }
  const payee = key("//Payee")
  const others = (who) =>
    sortAddresses(
      members.filter((one) => one !== who).map((one) => one.address),
      42,
    )
  const weight = { refTime: 1_000_000_000n, proofSize: 10_000n }
  const pay = (amount) => api.tx.balances.transferKeepAlive(payee.address, amount)
  const multi = (who, call, when = null) => api.tx.multisig.asMulti(2, others(who), when, call, weight)
  const approve = (who, call, when = null) =>
    api.tx.multisig.approveAsMulti(2, others(who), when, call.method.hash, weight)
  const cancel = (who, call, when) => api.tx.multisig.cancelAsMulti(2, others(who), when, call.method.hash)
  const pending = async (call) => {
    const found = await api.query.multisig.multisigs(treasury.address, call.method.hash)
    return found.isNone ? 0 : found.unwrap().approvals.length
  }

  async function fund() {
    await send(api.tx.balances.transferKeepAlive(treasury.address, 100n * tao), key("//Alice"))
    return { free: await free(treasury) }
  }

  async function execute() {
    const call = pay(40n * tao)
    const before = await free(eve)
    const opened = await send(multi(eve, call), eve)
    const held = { taken: before - (await free(eve)) - opened.fee, reserved: await reserved(eve) }
    const when = opened.timepoint
    const refused = {
      later: await errorOf(multi(ferdie, call, { ...when, height: when.height + 1 }), ferdie),
      index: await errorOf(multi(ferdie, call, { ...when, index: when.index + 1 }), ferdie),
      none: await errorOf(multi(ferdie, call), ferdie),
      twice: await errorOf(multi(eve, call, when), eve),
      early: await errorOf(multi(dave, pay(1n), when), dave),
      heavy: await errorOf(
        api.tx.multisig.asMulti(2, others(ferdie), when, call, { refTime: 1, proofSize: 0 }),
        ferdie,
      ),
      order: await errorOf(api.tx.multisig.asMulti(2, others(ferdie).reverse(), when, call, weight), ferdie),
      self: await errorOf(api.tx.multisig.asMulti(2, others(eve), when, call, weight), ferdie),
      threshold: await errorOf(api.tx.multisig.asMulti(1, others(ferdie), when, call, weight), ferdie),
    }
    const waiting = { approvals: await pending(call), untouched: await free(treasury), eve: await free(eve) }
    const done = await send(multi(ferdie, call, when), ferdie)
    const executed = done.event("multisig.MultisigExecuted")
    return {
      opened: opened.names.includes("multisig.NewMultisig"),
      held,
      refused,
      waiting: [waiting.approvals, waiting.untouched],
      result: lab.resultName(executed.result),
      named: executed.multisig.toString() === treasury.address && executed.callHash.eq(call.method.hash),
      paid: await free(payee),
      left: await free(treasury),
      pending: await pending(call),
      returned: [await reserved(eve), (await free(eve)) - waiting.eve],
    }
  }

  /** Approvals by hash alone: they are collected and never execute; the call itself comes last. */
  async function byHash() {
    const call = pay(10n * tao)
    const { timepoint: when } = await send(approve(dave, call), dave)
    const second = await send(approve(ferdie, call, when), ferdie)
    const approvals = await pending(call)
    const full = await errorOf(approve(eve, call, when), eve)
    const before = await free(treasury)
    const done = await send(multi(eve, call, when), eve)
    return {
      second: second.names.includes("multisig.MultisigApproval"),
      approvals,
      full,
      result: lab.resultName(done.event("multisig.MultisigExecuted").result),
      paid: before - (await free(treasury)),
      reserved: await reserved(dave),
    }
  }

  async function cancelled() {
    const call = pay(20n * tao)
    const before = await free(treasury)
    const { timepoint: when } = await send(approve(dave, call), dave)
    const held = await reserved(dave)
    const refused = {
      notMine: await errorOf(cancel(eve, call, when), eve),
      wrong: await errorOf(cancel(dave, call, { ...when, height: when.height - 1 }), dave),
      unknown: await errorOf(cancel(dave, pay(21n), when), dave),
    }
    const done = await send(cancel(dave, call, when), dave)
    return {
      held,
      refused,
      event: done.names.includes("multisig.MultisigCancelled"),
      reserved: await reserved(dave),
      untouched: before === (await free(treasury)),
      late: await errorOf(multi(eve, call, when), eve),
    }
  }

  /** What was agreed on and cannot be done: the error is in the event, the deposit comes back. */
  async function tooMuch() {
    const call = pay(1_000n * tao)
    const before = await free(treasury)
    const { timepoint: when } = await send(multi(dave, call), dave)
    const done = await send(multi(eve, call, when), eve)
    return {
      error: done.error,
      failed: done.event("multisig.MultisigExecuted").result.isErr,
      untouched: before === (await free(treasury)),
      reserved: await reserved(dave),
    }
  }

  /** Whoever cannot pay the deposit opens nothing. */
  async function poor() {
    const who = key("//Poor")
    await send(api.tx.balances.transferKeepAlive(who.address, tao / 10n), key("//Alice"))
    const call = api.tx.multisig.asMulti(
      2,
      sortAddresses([dave.address, eve.address], 42),
      null,
      pay(1n),
      weight,
    )
    const before = await free(who)
    const refused = await send(call, who)
    return {
      error: refused.error,
      onlyFee: before - (await free(who)) === refused.fee,
      reserved: await reserved(who),
    }
  }

  return { fund, execute, byHash, cancelled, tooMuch, poor }
}
