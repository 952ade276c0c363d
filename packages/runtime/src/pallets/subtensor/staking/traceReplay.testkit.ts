/** Where the replay stood first; import it from replayTrace.testKit.ts. */
export * from "./replayTrace.testKit.ts"
