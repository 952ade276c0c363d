export type { BackendEvent, ChosenToken, TextBackend } from "./backend.ts"
export { type LazyOptions, lazyBackend } from "./backends/lazy.ts"
export { llamaBackend } from "./backends/llama.ts"
export { type NgramBackendOptions, ngramBackend } from "./backends/ngram.ts"
export { type OpenAiBackendOptions, openAiBackend } from "./backends/openai.ts"
export { type Contest, contests } from "./contests.ts"
export { buildCorpus } from "./corpus/corpus.ts"
export { type EmbeddingAuditOptions, embeddingScorer } from "./embedding/audit.ts"
export type { Embedder } from "./embedding/embedder.ts"
export { lexicalEmbedder, lexicalModel } from "./embedding/lexical.ts"
export { llamaEmbedder } from "./embedding/llamaEmbedder.ts"
export { openAiEmbedder } from "./embedding/openAiEmbedder.ts"
export { type LlamaEngine, type LlamaEngineOptions, loadLlamaEngine } from "./llama/engine.ts"
export {
  cachedModelFile,
  defaultCacheFolder,
  defaultModel,
  ensureModelFile,
  type ModelFileOptions,
  type ModelProgress,
  ModelUnavailable,
} from "./llama/modelFile.ts"
export {
  chatPath,
  completionsPath,
  type TextMinerDeps,
  type TextMinerOptions,
  textMiner,
  textRoutes,
} from "./miner.ts"
export { type NgramModel, trainNgram } from "./ngram/model.ts"
export {
  type ChatCompletion,
  type ChatMessage,
  type ChatRequest,
  ProtocolError,
  parseChatRequest,
  type RequestLimits,
  type Usage,
} from "./protocol.ts"
export { type Auditor, llamaAuditor, ngramAuditor } from "./scoring/audit.ts"
export {
  type AnswerMark,
  type TextScoringOptions,
  type TextValidatorDeps,
  textScorer,
  textValidator,
} from "./validator.ts"
