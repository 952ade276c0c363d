export { merge } from "../flatVector.ts"
export { type ImageBackend, type Png, UpstreamError } from "./backend.ts"
export { type Automatic1111Options, automatic1111Backend } from "./backends/automatic1111.ts"
export { type ComfyUiOptions, comfyUiBackend, type Workflow } from "./backends/comfyUi.ts"
export { type EmbeddedOptions, embeddedBackend } from "./backends/embedded.ts"
export { type OpenAiImagesOptions, openAiImagesBackend } from "./backends/openAi.ts"
export { ensureIconSet, type IconSet } from "./icons/iconSet.ts"
export { type ImageMinerDeps, type ImageMinerOptions, imageMiner, imageRoutes } from "./miner.ts"
export { loadCheckpoint, saveCheckpoint } from "./model/checkpoint.ts"
export { type Committing, commitWhileTraining } from "./model/commit.ts"
export { type Parameters, parameterDistance, parametersHash } from "./model/network.ts"
export { createTrainer, newTraining, type TrainingState } from "./model/trainer.ts"
export { type Training, type TrainingOptions, trainInThread } from "./model/trainInThread.ts"
export {
  type ImageLimits,
  type ImageRequest,
  type ImagesAnswer,
  imagesPath,
  modelPath,
  parseImageRequest,
} from "./protocol.ts"
export { type Judgement, retrievalVerifier, type Verifier } from "./scoring/verifier.ts"
export { type ImageTemplate, imageTemplate, type PersonalImageTemplate } from "./template.ts"
export {
  type ImageScoringOptions,
  type ImageValidatorDeps,
  imageScorer,
  imageValidator,
  type PictureMark,
} from "./validator.ts"
