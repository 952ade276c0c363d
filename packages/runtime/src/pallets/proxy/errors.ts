import { defineErrors } from "@taonet/frame/schema/errors"

export const errors = defineErrors("Proxy", 16, {
  TooMany: "There are already the most proxies or announcements allowed",
  NotFound: "No such proxy or announcement exists",
  NotProxy: "You are not a proxy of this account for this call type",
  Unproxyable: "A call of this kind cannot be made through this proxy",
  Duplicate: "The same proxy already exists",
  NoPermission: "The signer is not the keyless account described by these values",
  Unannounced: "The call was not announced or its delay has not passed",
  NoSelfProxy: "An account cannot be its own proxy",
  AnnouncementDepositInvariantViolated: "The stored announcement deposit is inconsistent",
  InvalidDerivedAccountId: "The keyless account's address could not be derived",
})
