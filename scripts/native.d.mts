export function missingForNative(): string | undefined
export function buildNative(file: string, target?: string, stdio?: "pipe" | "inherit"): void
