/** This validator's own version of the template: change weights, shares and settings here. Mistakes are told with the field's name. */
import { personalise } from "@taonet/subnets/template/index"
import { template } from "./scoring.ts"

export const personal = personalise(template, {
  template: "{{name}}",
  criteria: { exact: 0.7, close: 0.3 },
  challenges: { long: 3 },
  settings: { questionsPerRound: 4 },
})
