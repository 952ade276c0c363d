export { OriginError, type OriginErrorCode } from "@taonet/node/chain/errors"
export { DevError, type DevErrorCode } from "@taonet/node/dev/errors"
export type { DevControls } from "@taonet/node/dev/index"
export { devAccounts } from "@taonet/runtime/specs/devAccounts"
export { inProcess as inProcessTransport } from "@taonet/sdk/transport/inProcess"
export type { DevChain, DevChainOptions } from "./chain.ts"
export { createDevChain } from "./createDevChain.ts"
export { NoEpochError } from "./explain/epochInput.ts"
export { type ExplainEpochOptions, type ExplainedEpoch, explainEpoch } from "./explain/explainEpoch.ts"
export {
  type About,
  type Explained,
  type ExplainOptions,
  type Explanation,
  explainText,
  explanationText,
  UnknownSubjectError,
} from "./explain/index.ts"
export type { ForkedChain, ForkedChainOptions } from "./fork/index.ts"
export { loadScenario, readScenario, type Scenario, ScenarioError } from "./scenario/index.ts"
