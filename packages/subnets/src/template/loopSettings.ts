import type { ValidatorOptions } from "@taonet/neuron/loops/runValidator"

/** What a template says of the validator's loop, without what it leaves open. */
export function loopSettings(
  settings: Readonly<Record<string, number>> = {},
): Pick<ValidatorOptions, "alpha" | "exponent" | "minersPerRound"> {
  const { alpha, exponent, minersPerRound } = settings
  return {
    ...(alpha !== undefined && { alpha }),
    ...(exponent !== undefined && { exponent }),
    ...(minersPerRound !== undefined && { minersPerRound }),
  }
}
