/** Encrypted transactions that nobody can open. The SDKs' sessions send those that the author opens. */

import { randomBytes } from "node:crypto"
import { u8aConcat, u8aToHex } from "@polkadot/util"
import { xxhashAsU8a } from "@polkadot/util-crypto"

const encapsulationLength = 1088
const nonceLength = 24
/** What an encrypted transaction may live for, in blocks. */
const era = 8

export async function shield(lab) {
  const { api, key, send, errorOf, free, mine, now } = lab
  const eve = key("//Eve")
  const submit = (ciphertext) => api.tx.mevShield.submitEncrypted(ciphertext)
  const layout = (keyHash, sealed) =>
    u8aToHex(
      u8aConcat(keyHash, [0x40, 0x04], randomBytes(encapsulationLength), randomBytes(nonceLength), sealed),
    )
  const nextKey = async () => (await api.query.mevShield.nextKey()).unwrap().toU8a(true)
  const hashOf = (bytes) => xxhashAsU8a(bytes, 128)

  async function garbage() {
    await mine({ count: 4 })
    const before = await free(eve)
    const nonce = (await api.query.system.account(eve.address)).nonce.toNumber()
    const sent = await send(submit(layout(hashOf(await nextKey()), randomBytes(200))), eve, { era })
    const { block } = await api.rpc.chain.getBlock(sent.hash)
    return {
      error: sent.error,
      event: sent.event("mevShield.EncryptedSubmitted")?.who.toString() === eve.address,
      onlyFee: before - (await free(eve)) === sent.fee,
      nonce: (await api.query.system.account(eve.address)).nonce.toNumber() - nonce,
      last: block.extrinsics.length - 1 === sent.timepoint.index,
    }
  }

  async function refused() {
    return {
      short: await errorOf(submit("0x0102"), eve, { era }),
      immortal: await errorOf(submit(layout(hashOf(await nextKey()), randomBytes(100))), eve, { era: 0 }),
      old: await errorOf(submit(layout(hashOf(await nextKey()), randomBytes(100))), eve, { era: 64 }),
    }
  }

  /** For a key that the author does not have: it waits till its era ends, and nothing is paid. */
  async function expired() {
    const before = [await free(eve), await now()]
    const nonce = async () => (await api.query.system.account(eve.address)).nonce.toNumber()
    const start = await nonce()
    const call = submit(layout(randomBytes(16), randomBytes(100)))
    const statuses = []
    const ended = new Promise((resolve, reject) => {
      call
        .signAndSend(eve, { nonce: -1, era }, ({ status }) => {
          statuses.push(status.type)
          if (status.isInvalid || status.isDropped || status.isUsurped || status.isInBlock)
            resolve(status.type)
        })
        .catch(reject)
    })
    while (statuses.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    await mine({ count: era + 4 })
    return {
      ended: await ended,
      waited: (await now()) - before[1],
      paid: before[0] - (await free(eve)),
      nonce: (await nonce()) - start,
    }
  }

  return { garbage, refused, expired }
}
