import { createHash } from "node:crypto"
import { body } from "./body.ts"
import { script } from "./script.ts"
import { style } from "./style.ts"

export interface Page {
  readonly html: string
  /** Content-Security-Policy: this script and this style by their hashes, a connection home, and nothing else. */
  readonly policy: string
}

const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0f766e"/><path d="M8 10h16M16 10v10q0 3 4 3" stroke="#fff" stroke-width="3" fill="none" stroke-linecap="round"/></svg>',
)}`

/** One self-contained page. */
export function buildPage(): Page {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Taonet</title>
<link rel="icon" href="${icon}">
<style>${style}</style>
</head>
<body>
${body}
<script>${script}</script>
</body>
</html>
`
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ")
  return { html, policy }
}

function hashOf(source: string): string {
  return `'sha256-${createHash("sha256").update(source).digest("base64")}'`
}
