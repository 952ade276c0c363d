export * from "./image/index.ts"
export * from "./scraping/index.ts"
export * from "./text/index.ts"
