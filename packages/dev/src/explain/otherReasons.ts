/** Refusals that are no pallet's: of the pool, of a dispatch as a whole, of JSON-RPC. */
export interface OtherReason {
  readonly text: string
  /** What a node says of it, where that is not its name. */
  readonly says?: string
}

export const otherReasons: Readonly<Record<string, OtherReason>> = {
  // InvalidTransaction: the transaction did not get into a block.
  Payment: {
    says: "Inability to pay some fees",
    text: "The signer cannot pay the fee. For calls that are paid in alpha, the hotkey's stake counts. Send the signer some TAO.",
  },
  Future: {
    says: "will be valid in the future",
    text: "The nonce is higher than the account's next: an earlier transaction is missing.",
  },
  Stale: {
    says: "Transaction is outdated",
    text: "The nonce was used already: read system_accountNextIndex and sign again.",
  },
  BadProof: {
    says: "Transaction has a bad signature",
    text: "The signature does not belong to these bytes: another genesis, another spec_version or transaction_version, another era block, or a metadata hash that is not this chain's. Connect anew and sign again.",
  },
  AncientBirthBlock: {
    says: "ancient birth block",
    text: "The era's block is too old, or of another chain: the transaction was signed long ago. Sign again.",
  },
  ExhaustsResources: {
    says: "would exhaust the block limits",
    text: "It does not fit into this block any more, or into none: it is tried in later ones.",
  },
  BadMandatory: { text: "Only the block's author may put this call into a block." },
  BadSigner: {
    says: "Invalid signing address",
    text: "The signer's address stands for no account that can sign.",
  },
  IndeterminateImplicit: {
    says: "implicit data was unable",
    text: "A transaction extension has not what it signs: mostly a metadata hash on a chain that has none.",
  },
  UnknownOrigin: {
    says: "did not authorize any origin",
    text: "The transaction is not signed and no pallet takes it unsigned.",
  },
  CannotLookup: {
    text: "The address is in a form that this chain has no table for: give the account itself (MultiAddress::Id).",
  },
  NoUnsignedValidator: { text: "No pallet takes this call without a signature." },
  Custom255: {
    says: "Custom error: 255",
    text: "A check before the pool refused, with an error that has no number of its own. Submit it as a dry run (dev_dryRun, or system_dryRun) to read the name.",
  },
  // DispatchError: it is in a block, its fee is paid, its call failed.
  Other: {
    text: "The pallet gave no reason. Root-only inherents and calls with unreadable arguments end so.",
  },
  BadOrigin: {
    text: "The wrong kind of signer: the call is for root, for the subnet's owner, or for a hotkey instead of a coldkey.",
  },
  ConsumerRemaining: { text: "The account is still needed by a pallet: it cannot be closed." },
  NoProviders: {
    text: "The account does not exist: nobody provides for it. Send it more than the existential deposit.",
  },
  TooManyConsumers: { text: "Too many pallets need the account." },
  Exhausted: { text: "A resource is used up in this block." },
  Corruption: { text: "The state is not what the pallet wrote." },
  Unavailable: { text: "The call exists, but this chain does not carry it out." },
  RootNotAllowed: { text: "Root may not call this." },
  "Token.FundsUnavailable": { text: "The account has less than the amount." },
  "Token.OnlyProvider": { text: "The account would be closed, and something still needs it." },
  "Token.BelowMinimum": { text: "The receiver would have less than the existential deposit (500 rao)." },
  "Token.CannotCreate": { text: "The account cannot be opened." },
  "Token.UnknownAsset": { text: "There is no such asset." },
  "Token.Frozen": { text: "The amount is frozen: locked, or held for something else." },
  "Token.Unsupported": { text: "The asset cannot do this." },
  "Token.CannotCreateHold": { text: "The account cannot hold any more." },
  "Token.NotExpendable": {
    text: "The sender must stay above the existential deposit: use transfer_allow_death, or send less.",
  },
  "Token.Blocked": { text: "The account takes no transfers." },
  "Arithmetic.Underflow": { text: "A sum fell below zero: the amount is more than there is." },
  "Arithmetic.Overflow": { text: "A sum does not fit." },
  "Arithmetic.DivisionByZero": { text: "Something was divided by nothing." },
}

/** JSON-RPC's own, Substrate's and jsonrpsee's codes. */
export const rpcReasons: Readonly<Record<string, OtherReason>> = {
  "-32700": { text: "The request is no JSON." },
  "-32600": { text: "The request is no JSON-RPC 2.0." },
  "-32601": {
    text: "The node has no such method, or does not let others call it (--rpc-methods unsafe allows it).",
  },
  "-32602": { text: "A parameter is missing, of another kind, or out of range; the error's data names it." },
  "-32603": { text: "The node failed: its log says more." },
  "-32000": { text: "The node cannot do this as it is; its text says why." },
  "-32006": { text: "The connection holds too many subscriptions: end some, or open another." },
  "-32008": { text: "The answer would be too large: ask for less at once." },
  "-32010": { text: "The batch has too many requests: send several." },
  "-32999": { text: "Too many calls: wait a moment, or ask less often." },
  "1001": { text: "The bytes are no extrinsic of this chain: made with other metadata, or cut off." },
  "1002": { text: "The node could not check the transaction." },
  "1010": {
    text: "The transaction is not valid; the error's data says which of InvalidTransaction it is, like Payment, Stale or Custom error: 6. Explain that.",
  },
  "1011": { text: "Whether the transaction is valid cannot be said; the error's data says why." },
  "1012": { text: "The same bytes were refused a moment ago: sign anew, or wait some minutes." },
  "1013": { text: "The same bytes are in the pool or in a block already." },
  "1014": {
    text: "Another transaction of the account with this nonce waits already: take the next nonce, or give a higher tip to take its place.",
  },
  "1015": { text: "Transactions wait for each other in a circle." },
  "1016": { text: "The pool is full, or the account has too many transactions in it: wait, or give a tip." },
  "1019": { text: "The transaction says nothing by which it could be told from others." },
  "4001": { text: "A block of the range is unknown, or they are in the wrong order." },
  "4002": { text: "A page of keys has at most 1000." },
  "4003": {
    text: "A state could not be read: the block is unknown, its state is not kept any more, or a runtime call failed. An archive node keeps all states.",
  },
}
