/** The frame of the page; the script fills the tables, and repeats what stands in a template. Column names are Bittensor's. */

interface Column {
  readonly name: string
  /** The unit, in small print. */
  readonly unit?: string
  readonly number?: true
  /** Left out on small screens. */
  readonly wide?: true
}

const subnetColumns: Column[] = [
  { name: "Netuid", number: true },
  { name: "Subnet" },
  { name: "Price", unit: "τ/α", number: true, wide: true },
  { name: "Tempo", unit: "blocks", number: true, wide: true },
  { name: "Next epoch", unit: "blocks", number: true },
  { name: "Neurons", number: true },
  { name: "Validators differ", number: true },
  { name: "Queries", unit: "answered", number: true },
  { name: "Failed", number: true },
]

const neuronColumns: Column[] = [
  { name: "UID", number: true },
  { name: "Name" },
  { name: "Incentive", number: true },
  { name: "Dividends", number: true },
  { name: "VTrust", number: true },
  { name: "Consensus", number: true, wide: true },
  { name: "Stake", unit: "α", number: true },
  { name: "Emission", unit: "α/tempo", number: true },
  { name: "VPermit", wide: true },
  { name: "Updated", unit: "blocks ago", number: true },
  { name: "Axon" },
  { name: "Hotkey" },
]

const validatorColumns: Column[] = [
  { name: "Validator" },
  { name: "Stake", number: true },
  { name: "From others", number: true },
  { name: "Nearest" },
  { name: "Weights", unit: "uid: share" },
]

const queryColumns: Column[] = [
  { name: "Time" },
  { name: "Model" },
  { name: "Miner" },
  { name: "Tokens", number: true, wide: true },
  { name: "Latency", unit: "ms", number: true },
  { name: "Status" },
]

export const body = `<header>
<h1><span class="mark" aria-hidden="true">τ</span> Taonet <small id="network"></small></h1>
<p id="link" role="status" data-state="waiting">connecting</p>
</header>
<main>
<noscript><p class="notice">This page needs its script to stay live. The same facts are at <a href="/api/status">/api/status</a>.</p></noscript>
<dl class="facts">
<div><dt>Block</dt><dd id="block">–</dd></div>
<div><dt>Age</dt><dd id="age">–</dd></div>
<div><dt>Total issuance</dt><dd id="issuance">–</dd></div>
<div><dt>Block hash</dt><dd id="hash" class="mono">–</dd></div>
</dl>
<dl class="endpoints" id="endpoints"></dl>
<section aria-labelledby="subnets-title">
<h2 id="subnets-title">Subnets</h2>
${table("subnets", "Subnets", subnetColumns, "There are no subnets.")}
</section>
<div id="details"></div>
<section aria-labelledby="others-title" id="others-section" hidden>
<h2 id="others-title">Queries for models that there are not</h2>
${table("others", "Queries, newest first", queryColumns, "")}
</section>
</main>
<footer>Amounts are in TAO (τ) and alpha (α). Raw data: <a href="/api/status">/api/status</a></footer>
<template id="detail"><section class="detail">
<h2 data-part="title"></h2>
<div class="about"><span data-part="about"></span>
<label class="epoch"><span data-part="epoch"></span> <progress data-part="progress" value="0" max="1"></progress></label></div>
${table("neurons", "Neurons", neuronColumns, "No neurons are registered.")}
<p class="say" data-part="mechanisms" hidden></p>
<div class="pair"><div>
<h3>How much validators differ</h3>
<p class="say" data-part="differ"></p>
${table("validators", "Validators who set weights", validatorColumns, "No validator has set weights yet.")}
</div><div>
<h3>Last queries through the gateway</h3>
${table("queries", "Queries, newest first", queryColumns, "Nobody has asked anything yet.")}
</div></div>
</section></template>`

/** The script finds rows and the line for none by `data-part`. */
function table(part: string, caption: string, columns: Column[], empty: string): string {
  const head = columns.map(({ name, unit, number, wide }) => {
    const small = unit ? ` <small>${unit}</small>` : ""
    const classes = [number && "number", wide && "wide"].filter(Boolean).join(" ")
    return `<th scope="col"${classes && ` class="${classes}"`}>${name}${small}</th>`
  })
  return `<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table><caption>${caption}</caption>
<thead><tr>${head.join("")}</tr></thead>
<tbody data-part="${part}"></tbody></table>
<p class="empty" data-part="${part}-empty">${empty}</p>
</div>`
}
