import { DevError } from "../../dev/errors.ts"
import { devMethod } from "./dev.ts"
import { account, bigintOf, optionalHash } from "./devParams.ts"

/** Raw pairs or values by pallet and item, as Chopsticks takes them. Answers the hash of the head, which is another. */
export const dev_setStorage = devMethod(async (dev, params) => {
  const at = optionalHash(params[1], "at")
  if (at !== undefined && at !== dev.head().hash)
    throw new DevError(
      "refused",
      "at",
      "only the head's storage can be set; dev_setHead makes another block the head",
    )
  return (await dev.setStorage(params[0])).hash
})

/** An account and its free balance in rao. */
export const dev_setBalance = devMethod(async (dev, params) => {
  const rao = bigintOf(params[1], "rao")
  return (await dev.setBalance(account(params, 0, "account"), rao)).hash
})

/** What a recent block changed; the head without a hash. */
export const dev_getStorageDiff = devMethod((dev, params) =>
  dev.storageDiffOf(optionalHash(params[0], "hash")),
)
