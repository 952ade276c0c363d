import type { BondStep, EpochExplanation, UidExplanation, WeightStep } from "@taonet/yuma/explainEpoch"
import type { EpochInput } from "@taonet/yuma/types"
import { amount, orDash, share, table, yesNo } from "./table.ts"

/** One line a uid. */
export function overview(
  name: string,
  input: EpochInput,
  { formula, uids, kappa }: EpochExplanation,
): string[] {
  return [
    `${name}: ${formula}, ${input.n} uids, block ${input.currentBlock}, kappa ${share(kappa)}, ${amount(input.raoEmission)} alpha to split`,
    "",
    ...table(
      [
        "uid",
        "stake",
        "active share",
        "permit",
        "next",
        "trust",
        "dividends",
        "consensus",
        "incentive",
        "emission",
        "<masked by",
      ],
      uids.map(({ uid, stake, validator, miner, emission }) => [
        `${uid}`,
        amount(stake.total),
        share(stake.activeShare),
        yesNo(stake.permit),
        yesNo(stake.nextPermit),
        share(validator.trust),
        share(validator.dividends),
        share(miner.consensus),
        share(miner.incentive),
        amount(emission.total),
        stake.masks.join(", "),
      ]),
    ),
  ]
}

/** Everything about one uid. */
export function uidReport(
  name: string,
  input: EpochInput,
  { formula }: EpochExplanation,
  uid: UidExplanation,
): string[] {
  const { stake, validator, miner, emission } = uid
  return [
    `uid ${uid.uid} of ${name}: ${formula}, block ${input.currentBlock}`,
    "",
    "Stake",
    ...table(
      [
        "<  ",
        "alpha",
        "tao",
        "weighted total",
        "share",
        "active share",
        "active",
        "permit",
        "next",
        "<masked by",
      ],
      [
        [
          "",
          amount(stake.alpha),
          amount(stake.tao),
          amount(stake.total),
          share(stake.share),
          share(stake.activeShare),
          yesNo(stake.active),
          yesNo(stake.permit),
          yesNo(stake.nextPermit),
          stake.masks.join(", "),
        ],
      ],
    ),
    "",
    `As a miner: consensus ${share(miner.consensus)}, incentive ${share(miner.incentive)}`,
    ...section(
      "who weighs it",
      ["  validator", "active share", "weight", "clipped"],
      miner.support.map((step) => [
        `${step.validator}`,
        share(step.activeShare),
        share(step.weight),
        share(step.clipped),
      ]),
    ),
    "",
    `As a validator: trust ${share(validator.trust)}, dividends ${share(validator.dividends)}`,
    ...section("its weights", weightHeadings, validator.weights.map(weightLine)),
    ...section("its bonds", bondHeadings, validator.bonds.map(bondLine)),
    "",
    `Emission: ${amount(emission.server)} as a miner, ${amount(emission.validator)} as a validator, ${amount(emission.total)} together`,
  ]
}

function section(title: string, headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [`  ${title}: none`] : [`  ${title}`, ...table(headings, rows)]
}

const weightHeadings = ["  to uid", "stored", "weight", "clipped", "for bonds", "<dropped because"]
const weightLine = ({ uid, stored, weight, clipped, forBonds, mask }: WeightStep): string[] => [
  `${uid}`,
  `${stored}`,
  share(weight),
  share(clipped),
  share(forBonds),
  mask ?? "",
]

const bondHeadings = [
  "  to uid",
  "stored",
  "carried",
  "fresh",
  "alpha",
  "after",
  "stored now",
  "<dropped because",
]
const bondLine = ({ uid, stored, carried, fresh, alpha, after, storedAfter, mask }: BondStep): string[] => [
  `${uid}`,
  orDash(stored),
  share(carried),
  share(fresh),
  share(alpha),
  share(after),
  orDash(storedAfter),
  mask ?? "",
]
