export { createMemoryStore } from "./memoryStore.ts"
export { createOverlay } from "./overlay.ts"
export type { Changes, KvReader, KvStore, Overlay, StorageKey } from "./types.ts"
