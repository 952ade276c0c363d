import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts", "tests/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Limits end what hangs; they do not judge how fast a busy machine is.
    expect: { poll: { timeout: 30_000, interval: 20 } },
    pool: "forks",
    maxWorkers: 2,
    reporters: ["default"],
  },
})
