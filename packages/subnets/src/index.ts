export * from "./image/index.ts"
export * from "./text/index.ts"
