/** Orders that people sign off chain, and a relayer who executes them when the price is right. */
import { stringToU8a, u8aConcat } from "@polkadot/util"
import { blake2AsHex } from "@polkadot/util-crypto"
import { tao } from "./lab.mjs"

const netuid = 1
const forever = 10_000_000_000_000n
const billionth = 1_000_000n

export async function limitOrders(lab) {
  const { api, key, send, errorOf, free, errorName, sudo } = lab
  const [alice, buyer, seller, relayer] = ["//Alice", "//Dave", "//Charlie", "//Ferdie"].map(key)
  const hotkey = key("//Bob//hot")
  const recipient = key("//OrderFees")
  const { limitOrders: calls } = api.tx
  const chainId = (await api.query.evmChainId.chainId()).toBigInt()
  const orderType = calls.cancelOrder.meta.args[0].type.toString()

  const price = async () => (await api.call.swapRuntimeApi.currentAlphaPrice(netuid)).toBigInt()
  const alpha = async (who) => {
    const info = await api.call.stakeInfoRuntimeApi.getStakeInfoForHotkeyColdkeyNetuid(
      hotkey.address,
      who.address,
      netuid,
    )
    return info.isSome ? info.unwrap().stake.toBigInt() : 0n
  }
  /** A buy at any price, unless told otherwise. */
  const orderOf = (who, fields = {}) =>
    api.createType(orderType, {
      V1: {
        signer: who.address,
        hotkey: hotkey.address,
        netuid,
        orderType: "LimitBuy",
        amount: 10n * tao,
        limitPrice: 1_000_000n * tao,
        expiry: forever,
        feeRate: billionth,
        feeRecipient: recipient.address,
        relayer: null,
        maxSlippage: null,
        chainId,
        partialFillsEnabled: false,
        ...fields,
      },
    })
  const idOf = (order) => blake2AsHex(order.toU8a())
  const signed = (who, order, message = order.toU8a()) => ({
    order,
    signature: { Sr25519: who.sign(message) },
  })
  /** As wallets sign what they show: between tags. */
  const wrapped = (order) => u8aConcat(stringToU8a("<Bytes>"), idOf(order), stringToU8a("</Bytes>"))
  const execute = (orders, shouldFail = false) => send(calls.executeOrders(orders, shouldFail), relayer)
  const statusOf = async (order) => (await api.query.limitOrders.orders(idOf(order))).toJSON()
  const skipped = ({ event }) => {
    const found = event("limitOrders.OrderSkipped")
    return found ? errorName(found.reason) : null
  }
  const filled = ({ event }) => {
    const { amountIn, amountOut } = event("limitOrders.OrderExecuted")
    return [amountIn.toBigInt(), amountOut.toBigInt()]
  }

  async function buys() {
    const order = orderOf(buyer)
    const before = { tao: await free(buyer), alpha: await alpha(buyer) }
    const done = await execute([signed(buyer, order)])
    const [amountIn, amountOut] = filled(done)
    return {
      taken: before.tao - (await free(buyer)),
      amountIn,
      fee: await free(recipient),
      alpha: (await alpha(buyer)) - before.alpha === amountOut && amountOut > 0n,
      status: await statusOf(order),
      again: skipped(await execute([signed(buyer, order)])),
      failing: (await execute([signed(buyer, order)], true)).error,
    }
  }

  /** Signed as a wallet signs bytes, with what was bought before. */
  async function sells() {
    const held = await alpha(buyer)
    const before = { tao: await free(buyer), fees: await free(recipient) }
    const order = orderOf(buyer, { orderType: "TakeProfit", amount: held / 2n, limitPrice: 1n })
    const done = await execute([signed(buyer, order, wrapped(order))])
    const [amountIn, amountOut] = filled(done)
    return {
      sold: held - (await alpha(buyer)) - held / 2n,
      amountIn: amountIn - held / 2n,
      gained: (await free(buyer)) - before.tao === amountOut && amountOut > 0n,
      fee: (await free(recipient)) > before.fees,
      status: await statusOf(order),
    }
  }

  /** Whatever is wrong with an order, nothing moves and it stays unwritten. */
  async function refused() {
    const now = (await api.query.timestamp.now()).toBigInt()
    const before = [await free(buyer), await alpha(buyer)]
    const current = await price()
    const skip = async (fields, signature = (order) => signed(buyer, order)) =>
      skipped(await execute([signature(orderOf(buyer, fields))]))
    const seen = {
      forged: await skip({}, (order) => signed(relayer, order)),
      altered: await skip({}, (order) => ({
        ...signed(buyer, order),
        order: orderOf(buyer, { amount: 11n * tao }),
      })),
      expired: await skip({ expiry: now - 1n }),
      dear: await skip({ limitPrice: current / 2n }),
      cheap: await skip({ orderType: "TakeProfit", limitPrice: current * 2n }),
      notStopped: await skip({ orderType: "StopLoss", limitPrice: current / 2n }),
      otherChain: await skip({ chainId: chainId + 1n }),
      otherRelayer: await skip({ relayer: [alice.address] }),
      root: await skip({ netuid: 0 }),
      slippage: await skip({ limitPrice: (await price()) * 2n, maxSlippage: 1, amount: 1000n * tao }),
      poor: await skip({ amount: 10_000_000n * tao }),
    }
    return { ...seen, nothingLost: before[0] === (await free(buyer)) && before[1] === (await alpha(buyer)) }
  }

  async function cancels() {
    const order = orderOf(buyer, { amount: 7n * tao })
    const stranger = await errorOf(calls.cancelOrder(order), relayer)
    const done = await send(calls.cancelOrder(order), buyer)
    return {
      stranger,
      event: done.event("limitOrders.OrderCancelled")?.orderId.toHex() === idOf(order),
      status: await statusOf(order),
      after: skipped(await execute([signed(buyer, order)])),
      again: await errorOf(calls.cancelOrder(order), buyer),
    }
  }

  /** Half of it now, the rest later, by the one relayer who may. */
  async function partial() {
    const order = orderOf(buyer, {
      amount: 4n * tao,
      relayer: [relayer.address],
      partialFillsEnabled: true,
      feeRate: 0,
    })
    const before = await free(buyer)
    const part = (amount) => execute([{ ...signed(buyer, order), partialFill: amount }])
    const first = await part(tao)
    const status = await statusOf(order)
    const tooMuch = skipped(await part(4n * tao))
    const rest = await part(3n * tao)
    return {
      filled: [filled(first)[0], filled(rest)[0]],
      statuses: [status, await statusOf(order)],
      tooMuch,
      taken: before - (await free(buyer)),
    }
  }

  /** A buyer and a seller meet in one batch: only the difference goes through the pool. */
  async function batched() {
    const staked = await errorOf(api.tx.subtensorModule.addStake(hotkey.address, netuid, 50n * tao), seller)
    const sale = orderOf(seller, { orderType: "StopLoss", amount: (await alpha(seller)) / 4n, feeRate: 0 })
    const buy = orderOf(buyer, { amount: 2n * tao, feeRate: 0 })
    const before = {
      buyer: await free(buyer),
      seller: await free(seller),
      alpha: await alpha(buyer),
      sold: await alpha(seller),
    }
    const done = await send(
      calls.executeBatchedOrders(netuid, [signed(buyer, buy), signed(seller, sale)]),
      relayer,
    )
    const summary = done.event("limitOrders.GroupExecutionSummary")
    return {
      staked,
      error: done.error,
      count: summary.executedCount.toNumber(),
      taken: before.buyer - (await free(buyer)),
      bought: (await alpha(buyer)) > before.alpha,
      sold: before.sold - (await alpha(seller)) - sale.asV1.amount.toBigInt(),
      paid: (await free(seller)) > before.seller,
      statuses: [await statusOf(buy), await statusOf(sale)],
      twice: await errorOf(calls.executeBatchedOrders(netuid, [signed(buyer, buy)]), relayer),
      sameTwice: await errorOf(
        calls.executeBatchedOrders(
          netuid,
          Array.from({ length: 2 }, () => signed(buyer, orderOf(buyer, { amount: 3n * tao }))),
        ),
        relayer,
      ),
    }
  }

  async function switchedOff() {
    const off = await sudo(calls.setPalletStatus(false))
    const refusedNow = (await execute([signed(buyer, orderOf(buyer))])).error
    const on = await sudo(calls.setPalletStatus(true))
    return {
      off: off.result,
      refusedNow,
      on: on.result,
      stranger: await errorOf(calls.setPalletStatus(false), relayer),
    }
  }

  return { buys, sells, refused, cancels, partial, batched, switchedOff }
}
