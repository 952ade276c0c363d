/** Calls that root schedules, and calls that are noted before they are made. */
import { blake2AsHex } from "@polkadot/util-crypto"
import { tao } from "./lab.mjs"

const named = (name) => blake2AsHex(name)
const isOne = (event, section, method) => event.section === section && event.method === method

export async function scheduled(lab) {
  const { api, key, sudo, errorOf, free, mine, now, eventsAt, resultName } = lab
  const { scheduler } = api.tx
  const bob = key("//Bob")
  const payee = key("//Scheduled")
  const pay = (amount) => api.tx.balances.forceTransfer(bob.address, payee.address, amount)
  const agenda = async (when) => (await api.query.scheduler.agenda(when)).filter((one) => one.isSome).length
  /** What the scheduler did in a block: index, id and result. */
  const dispatched = async (when) =>
    (await eventsAt(when))
      .filter((event) => isOne(event, "scheduler", "Dispatched"))
      .map(({ data }) => [data.task[1].toNumber(), data.id.isSome, resultName(data.result)])

  async function once() {
    const when = (await now()) + 6
    const made = await sudo(scheduler.schedule(when, null, 0, pay(2n * tao)))
    const event = made.event("scheduler.Scheduled")
    const waiting = [await agenda(when), await free(payee)]
    await mine({ to: when - 1 })
    const before = await free(payee)
    await mine({ count: 1 })
    return {
      result: made.result,
      event: [event.when.toNumber() - when, event.index.toNumber()],
      waiting,
      before,
      after: await free(payee),
      dispatched: await dispatched(when),
      left: await agenda(when),
    }
  }

  async function cancelled() {
    const when = (await now()) + 8
    const id = named("rent")
    const made = await sudo(scheduler.scheduleNamed(id, when, null, 0, pay(tao)))
    const twice = await sudo(scheduler.scheduleNamed(id, when, null, 0, pay(tao)))
    const anonymous = await sudo(scheduler.schedule(when, null, 0, pay(tao)))
    const found = await api.query.scheduler.lookup(id)
    const gone = [
      await sudo(scheduler.cancelNamed(id)),
      await sudo(scheduler.cancel(when, anonymous.event("scheduler.Scheduled").index)),
    ]
    const again = await sudo(scheduler.cancelNamed(id))
    const before = await free(payee)
    await mine({ to: when + 1 })
    return {
      made: made.result,
      twice: twice.result,
      found: found.isSome && found.unwrap()[0].toNumber() === when,
      gone: gone.map(({ result, names }) => [result, names.includes("scheduler.Canceled")]),
      again: again.result,
      lookup: (await api.query.scheduler.lookup(id)).isSome,
      paid: (await free(payee)) - before,
    }
  }

  /** Three times, three blocks apart. */
  async function periodic() {
    const made = await sudo(scheduler.scheduleAfter(2, [3, 3], 0, pay(tao)))
    const first = made.event("scheduler.Scheduled").when.toNumber()
    const before = await free(payee)
    await mine({ to: first + 10 })
    const whens = [0, 3, 6, 9].map((offset) => first + offset)
    return {
      after: first - made.timepoint.height,
      results: await Promise.all(
        whens.map(async (when) => (await dispatched(when)).map(([, , result]) => result)),
      ),
      paid: (await free(payee)) - before,
    }
  }

  /** A call that fails is told in the event; its retries too. */
  async function retried() {
    const poor = api.tx.balances.forceTransfer(key("//Nothing").address, payee.address, tao)
    const made = await sudo(scheduler.scheduleAfter(3, null, 0, poor))
    const { when, index } = made.event("scheduler.Scheduled")
    const set = await sudo(scheduler.setRetry([when, index], 1, 2))
    await mine({ to: when.toNumber() + 3 })
    const results = await Promise.all([0, 2].map((offset) => dispatched(when.toNumber() + offset)))
    return {
      set: [set.result, set.names.includes("scheduler.RetrySet")],
      results: results.map((each) => each.map(([, , result]) => result)),
    }
  }

  async function refused() {
    const past = await sudo(scheduler.schedule(1, null, 0, pay(tao)))
    return {
      past: past.result,
      stranger: await errorOf(scheduler.schedule(100_000, null, 0, pay(tao)), bob),
      unknown: (await sudo(scheduler.cancel(100_000, 0))).result,
    }
  }

  return { once, cancelled, periodic, retried, refused }
}

export async function preimaged(lab) {
  const { api, key, send, sudo, errorOf, free, mine, eventsAt, resultName } = lab
  const { preimage } = api.tx
  const [bob, charlie] = ["//Bob", "//Charlie"].map(key)
  const payees = Array.from({ length: 4 }, (_, i) => key(`//Preimage/${i}`))
  /** Longer than the 128 bytes that the agenda holds itself. */
  const call = api.tx.utility.batch(
    payees.map(({ address }) => api.tx.balances.forceTransfer(bob.address, address, tao)),
  )
  const bytes = call.method.toHex()
  const hash = call.method.hash.toHex()
  const held = async () => {
    const holds = await api.query.balances.holds(bob.address)
    return holds.map((one) => [one.id.toString(), one.amount.toBigInt()])
  }
  const status = async () => {
    const found = await api.query.preimage.requestStatusFor(hash)
    return found.isSome ? found.unwrap().type : null
  }
  const known = async () => (await api.query.preimage.preimageFor([hash, call.method.encodedLength])).isSome

  async function notes() {
    const before = await free(bob)
    const noted = await send(preimage.notePreimage(bytes), bob)
    return {
      length: call.method.encodedLength,
      event: noted.event("preimage.Noted")?.hash_.toHex() === hash,
      taken: before - (await free(bob)) - noted.fee,
      held: await held(),
      status: [await status(), await known()],
      twice: await errorOf(preimage.notePreimage(bytes), bob),
      notTheirs: await errorOf(preimage.unnotePreimage(hash), charlie),
    }
  }

  async function requests() {
    const requested = await sudo(preimage.requestPreimage(hash))
    const state = await status()
    const unrequested = await sudo(preimage.unrequestPreimage(hash))
    return {
      requested: [requested.result, requested.names.includes("preimage.Requested"), state],
      unrequested: [unrequested.result, await status()],
      again: (await sudo(preimage.unrequestPreimage(hash))).result,
      stranger: await errorOf(preimage.requestPreimage(hash), bob),
    }
  }

  /** The agenda keeps the hash; the bytes are the noted ones. */
  async function dispatchedByLookup() {
    const made = await sudo(api.tx.scheduler.scheduleAfter(2, null, 0, call))
    const { when, index } = made.event("scheduler.Scheduled")
    const task = (await api.query.scheduler.agenda(when))[index.toNumber()].unwrap()
    await mine({ to: when.toNumber() })
    const done = (await eventsAt(when.toNumber())).find((event) => event.method === "Dispatched")
    return {
      lookup: task.call.isLookup && task.call.asLookup.hash_.toHex() === hash,
      result: resultName(done.data.result),
      paid: await Promise.all(payees.map(free)),
    }
  }

  async function unnotes() {
    const before = await free(bob)
    const gone = await send(preimage.unnotePreimage(hash), bob)
    const released = (await free(bob)) - before + gone.fee
    const unknown = await errorOf(preimage.unnotePreimage(`0x${"11".repeat(32)}`), bob)
    return { error: gone.error, released, held: await held(), unknown }
  }

  return { notes, requests, dispatchedByLookup, unnotes }
}
