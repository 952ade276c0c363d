import { defineErrors } from "@taonet/frame/schema/errors"

export const errors = defineErrors("AdminUtils", 19, {
  SubnetDoesNotExist: "There is no subnet with this number",
  MaxValidatorsLargerThanMaxUIds: "The validator limit may not be larger than the subnet's neuron limit",
  MaxAllowedUIdsLessThanCurrentUIds:
    "The neuron limit may not be lower than the subnet's current neuron count",
  BondsMovingAverageMaxReached: "A subnet owner may not set the bonds moving average this high",
  NegativeSigmoidSteepness: "Only root may set a negative sigmoid steepness",
  ValueNotInBounds: "The value is outside the allowed range",
  MinAllowedUidsGreaterThanCurrentUids:
    "The neuron minimum must be lower than the subnet's current neuron count",
  MinAllowedUidsGreaterThanMaxAllowedUids: "The neuron minimum must be lower than the subnet's neuron limit",
  MaxAllowedUidsLessThanMinAllowedUids: "The neuron limit may not be lower than the subnet's neuron minimum",
  MaxAllowedUidsGreaterThanDefaultMaxAllowedUids: "The neuron limit is above the chain-wide maximum",
  InvalidValue: "The value is not allowed for this setting",
  NotPermittedOnRootSubnet: "This setting cannot be changed on the root subnet",
  POWRegistrationDisabled: "Proof-of-work registration is switched off for good",
  Deprecated: "This call is no longer supported",
  CollateralLockShareTooHigh: "The collateral share is above the allowed maximum",
  CollateralDrainRatioOutOfBounds: "The drain ratio must be above zero and at most 10",
  GrandpaChangeDelayMustBeZero: "A finality voter change must be scheduled with zero blocks of delay",
})
