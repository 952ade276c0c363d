import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

/** A deposit needs the TAO, and the existential deposit besides while something else consumes the account. */
const deposit = ["Balances.InsufficientBalance", "ConsumerRemaining"]

export const documentedErrors: DocumentedErrors = {
  proxy: ["BadOrigin", "CannotLookup", "NotProxy", "Unannounced"],
  add_proxy: ["BadOrigin", "CannotLookup", "NoSelfProxy", "Duplicate", "TooMany", ...deposit],
  remove_proxy: ["BadOrigin", "CannotLookup", "NotFound"],
  remove_proxies: ["BadOrigin"],
  create_pure: ["BadOrigin", "Duplicate", ...deposit],
  kill_pure: ["BadOrigin", "CannotLookup", "NoPermission"],
  announce: ["BadOrigin", "CannotLookup", "NotProxy", "TooMany", ...deposit],
  remove_announcement: ["BadOrigin", "CannotLookup", "NotFound"],
  reject_announcement: ["BadOrigin", "CannotLookup", "NotFound"],
  proxy_announced: ["BadOrigin", "CannotLookup", "NotProxy", "Unannounced"],
  poke_deposit: ["BadOrigin", ...deposit],
  set_real_pays_fee: ["BadOrigin", "CannotLookup", "NotProxy"],
}

const anyHash = "any 32 bytes of a hash are an account"
const noLocks = "nothing on this chain locks or freezes TAO"

export const unreachable: UnreachableErrors = {
  proxy: {
    Unproxyable: "a call outside the proxy's type is reported as System.CallFiltered in ProxyExecuted",
  },
  add_proxy: { "Balances.LiquidityRestrictions": noLocks },
  create_pure: {
    InvalidDerivedAccountId: anyHash,
    TooMany: "a new account has one proxy, and MaxProxies is 20",
    "Balances.LiquidityRestrictions": noLocks,
  },
  kill_pure: { InvalidDerivedAccountId: anyHash },
  announce: {
    AnnouncementDepositInvariantViolated: "the deposit of one announcement or more is never zero",
    "Balances.LiquidityRestrictions": noLocks,
  },
}
