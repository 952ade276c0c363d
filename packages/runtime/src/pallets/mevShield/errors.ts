import { defineErrors } from "@taonet/frame/schema/errors"

export const errors = defineErrors("MevShield", 30, {
  BadEncKeyLen: "The encryption key has the wrong length",
  Unreachable: "The block has no author, which should not happen",
  TooManyPendingExtrinsics: "The queue of encrypted calls is full",
  WeightExceedsAbsoluteMax: "The weight is above the fixed upper limit",
})
