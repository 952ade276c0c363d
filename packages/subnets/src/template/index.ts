export { type Agreement, agreementOf, type ValidatorAgreement, type ValidatorRow } from "./agreement.ts"
export { readList, readMap, readNumber, readText, TemplateError } from "./fields.ts"
export { draw, type PersonalDeps, personalise, scoreOf } from "./personal.ts"
export type {
  ChallengeSet,
  Criterion,
  Judge,
  NumberSetting,
  PersonalTemplate,
  TemplateDefinition,
} from "./types.ts"
