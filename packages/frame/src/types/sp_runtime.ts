import type { Hex } from "@taonet/primitives/hex"
import {
  as,
  bool,
  bytes,
  bytesFixed,
  type Codec,
  compact,
  newtype,
  struct,
  u8,
  u32,
  u64,
  unit,
  unitEnum,
  unitStruct,
  untyped,
  v,
  variant,
  vec,
} from "@taonet/primitives/scale/index"
import { H256 } from "./primitive_types.ts"
import { ArithmeticError } from "./sp_arithmetic.ts"
import { AccountId32 } from "./sp_core.ts"

export type DigestItem =
  | { readonly type: "PreRuntime"; readonly value: readonly [Uint8Array, Uint8Array] }
  | { readonly type: "Consensus"; readonly value: readonly [Uint8Array, Uint8Array] }
  | { readonly type: "Seal"; readonly value: readonly [Uint8Array, Uint8Array] }
  | { readonly type: "Other"; readonly value: Uint8Array }
  | { readonly type: "RuntimeEnvironmentUpdated" }
export const DigestItem: Codec<DigestItem> = variant<DigestItem>("sp_runtime::generic::digest::DigestItem", {
  PreRuntime: v(6, as("ConsensusEngineId", bytesFixed(4)), bytes),
  Consensus: v(4, as("ConsensusEngineId", bytesFixed(4)), bytes),
  Seal: v(5, as("ConsensusEngineId", bytesFixed(4)), bytes),
  Other: v(0, bytes),
  RuntimeEnvironmentUpdated: v(8),
})

export interface Digest {
  logs: DigestItem[]
}
export const Digest: Codec<Digest> = struct<Digest>("sp_runtime::generic::digest::Digest", {
  logs: vec(DigestItem),
})

export interface ModuleError {
  index: number
  error: Uint8Array
}
export const ModuleError: Codec<ModuleError> = struct<ModuleError>("sp_runtime::ModuleError", {
  index: u8,
  error: as("[u8; MAX_MODULE_ERROR_ENCODED_SIZE]", bytesFixed(4)),
})

export type TokenError =
  | "FundsUnavailable"
  | "OnlyProvider"
  | "BelowMinimum"
  | "CannotCreate"
  | "UnknownAsset"
  | "Frozen"
  | "Unsupported"
  | "CannotCreateHold"
  | "NotExpendable"
  | "Blocked"
export const TokenError: Codec<TokenError> = unitEnum<TokenError>("sp_runtime::TokenError", [
  "FundsUnavailable",
  "OnlyProvider",
  "BelowMinimum",
  "CannotCreate",
  "UnknownAsset",
  "Frozen",
  "Unsupported",
  "CannotCreateHold",
  "NotExpendable",
  "Blocked",
])

export type TransactionalError = "LimitReached" | "NoLayer"
export const TransactionalError: Codec<TransactionalError> = unitEnum<TransactionalError>(
  "sp_runtime::TransactionalError",
  ["LimitReached", "NoLayer"],
)

export type TrieError =
  | "InvalidStateRoot"
  | "IncompleteDatabase"
  | "ValueAtIncompleteKey"
  | "DecoderError"
  | "InvalidHash"
  | "DuplicateKey"
  | "ExtraneousNode"
  | "ExtraneousValue"
  | "ExtraneousHashReference"
  | "InvalidChildReference"
  | "ValueMismatch"
  | "IncompleteProof"
  | "RootMismatch"
  | "DecodeError"
export const TrieError: Codec<TrieError> = unitEnum<TrieError>("sp_runtime::proving_trie::TrieError", [
  "InvalidStateRoot",
  "IncompleteDatabase",
  "ValueAtIncompleteKey",
  "DecoderError",
  "InvalidHash",
  "DuplicateKey",
  "ExtraneousNode",
  "ExtraneousValue",
  "ExtraneousHashReference",
  "InvalidChildReference",
  "ValueMismatch",
  "IncompleteProof",
  "RootMismatch",
  "DecodeError",
])

export type DispatchError =
  | { readonly type: "Other" }
  | { readonly type: "CannotLookup" }
  | { readonly type: "BadOrigin" }
  | { readonly type: "Module"; readonly value: ModuleError }
  | { readonly type: "ConsumerRemaining" }
  | { readonly type: "NoProviders" }
  | { readonly type: "TooManyConsumers" }
  | { readonly type: "Token"; readonly value: TokenError }
  | { readonly type: "Arithmetic"; readonly value: ArithmeticError }
  | { readonly type: "Transactional"; readonly value: TransactionalError }
  | { readonly type: "Exhausted" }
  | { readonly type: "Corruption" }
  | { readonly type: "Unavailable" }
  | { readonly type: "RootNotAllowed" }
  | { readonly type: "Trie"; readonly value: TrieError }
export const DispatchError: Codec<DispatchError> = variant<DispatchError>("sp_runtime::DispatchError", {
  Other: v(0),
  CannotLookup: v(1),
  BadOrigin: v(2),
  Module: v(3, ModuleError),
  ConsumerRemaining: v(4),
  NoProviders: v(5),
  TooManyConsumers: v(6),
  Token: v(7, TokenError),
  Arithmetic: v(8, ArithmeticError),
  Transactional: v(9, TransactionalError),
  Exhausted: v(10),
  Corruption: v(11),
  Unavailable: v(12),
  RootNotAllowed: v(13),
  Trie: v(14, TrieError),
})

export type MultiAddress =
  | { readonly type: "Id"; readonly value: Hex }
  | { readonly type: "Index"; readonly value: undefined }
  | { readonly type: "Raw"; readonly value: Uint8Array }
  | { readonly type: "Address32"; readonly value: Uint8Array }
  | { readonly type: "Address20"; readonly value: Uint8Array }
export const MultiAddress: Codec<MultiAddress> = variant<MultiAddress>(
  "sp_runtime::multiaddress::MultiAddress",
  {
    Id: v(0, as("AccountId", AccountId32)),
    Index: v(1, as("AccountIndex", compact(unit))),
    Raw: v(2, bytes),
    Address32: v(3, bytesFixed(32)),
    Address20: v(4, bytesFixed(20)),
  },
  { params: { AccountId: AccountId32, AccountIndex: unit }, typeName: "AccountIdLookupOf<T>" },
)

export type MultiSigner =
  | { readonly type: "Ed25519"; readonly value: Uint8Array }
  | { readonly type: "Sr25519"; readonly value: Uint8Array }
  | { readonly type: "Ecdsa"; readonly value: Uint8Array }
export const MultiSigner: Codec<MultiSigner> = variant<MultiSigner>(
  "sp_runtime::MultiSigner",
  {
    Ed25519: v(0, as("ed25519::Public", bytesFixed(32))),
    Sr25519: v(1, as("sr25519::Public", bytesFixed(32))),
    Ecdsa: v(2, as("ecdsa::Public", bytesFixed(33))),
  },
  { typeName: "Public" },
)

export type MultiSignature =
  | { readonly type: "Ed25519"; readonly value: Uint8Array }
  | { readonly type: "Sr25519"; readonly value: Uint8Array }
  | { readonly type: "Ecdsa"; readonly value: Uint8Array }
export const MultiSignature: Codec<MultiSignature> = variant<MultiSignature>("sp_runtime::MultiSignature", {
  Ed25519: v(0, as("ed25519::Signature", bytesFixed(64))),
  Sr25519: v(1, as("sr25519::Signature", bytesFixed(64))),
  Ecdsa: v(2, as("ecdsa::Signature", bytesFixed(65))),
})

export const BlakeTwo256: Codec<undefined> = unitStruct("sp_runtime::traits::BlakeTwo256")

export type Era =
  | { readonly type: "Immortal" }
  | { readonly type: "Mortal1"; readonly value: number }
  | { readonly type: "Mortal2"; readonly value: number }
  | { readonly type: "Mortal3"; readonly value: number }
  | { readonly type: "Mortal4"; readonly value: number }
  | { readonly type: "Mortal5"; readonly value: number }
  | { readonly type: "Mortal6"; readonly value: number }
  | { readonly type: "Mortal7"; readonly value: number }
  | { readonly type: "Mortal8"; readonly value: number }
  | { readonly type: "Mortal9"; readonly value: number }
  | { readonly type: "Mortal10"; readonly value: number }
  | { readonly type: "Mortal11"; readonly value: number }
  | { readonly type: "Mortal12"; readonly value: number }
  | { readonly type: "Mortal13"; readonly value: number }
  | { readonly type: "Mortal14"; readonly value: number }
  | { readonly type: "Mortal15"; readonly value: number }
  | { readonly type: "Mortal16"; readonly value: number }
  | { readonly type: "Mortal17"; readonly value: number }
  | { readonly type: "Mortal18"; readonly value: number }
  | { readonly type: "Mortal19"; readonly value: number }
  | { readonly type: "Mortal20"; readonly value: number }
  | { readonly type: "Mortal21"; readonly value: number }
  | { readonly type: "Mortal22"; readonly value: number }
  | { readonly type: "Mortal23"; readonly value: number }
  | { readonly type: "Mortal24"; readonly value: number }
  | { readonly type: "Mortal25"; readonly value: number }
  | { readonly type: "Mortal26"; readonly value: number }
  | { readonly type: "Mortal27"; readonly value: number }
  | { readonly type: "Mortal28"; readonly value: number }
  | { readonly type: "Mortal29"; readonly value: number }
  | { readonly type: "Mortal30"; readonly value: number }
  | { readonly type: "Mortal31"; readonly value: number }
  | { readonly type: "Mortal32"; readonly value: number }
  | { readonly type: "Mortal33"; readonly value: number }
  | { readonly type: "Mortal34"; readonly value: number }
  | { readonly type: "Mortal35"; readonly value: number }
  | { readonly type: "Mortal36"; readonly value: number }
  | { readonly type: "Mortal37"; readonly value: number }
  | { readonly type: "Mortal38"; readonly value: number }
  | { readonly type: "Mortal39"; readonly value: number }
  | { readonly type: "Mortal40"; readonly value: number }
  | { readonly type: "Mortal41"; readonly value: number }
  | { readonly type: "Mortal42"; readonly value: number }
  | { readonly type: "Mortal43"; readonly value: number }
  | { readonly type: "Mortal44"; readonly value: number }
  | { readonly type: "Mortal45"; readonly value: number }
  | { readonly type: "Mortal46"; readonly value: number }
  | { readonly type: "Mortal47"; readonly value: number }
  | { readonly type: "Mortal48"; readonly value: number }
  | { readonly type: "Mortal49"; readonly value: number }
  | { readonly type: "Mortal50"; readonly value: number }
  | { readonly type: "Mortal51"; readonly value: number }
  | { readonly type: "Mortal52"; readonly value: number }
  | { readonly type: "Mortal53"; readonly value: number }
  | { readonly type: "Mortal54"; readonly value: number }
  | { readonly type: "Mortal55"; readonly value: number }
  | { readonly type: "Mortal56"; readonly value: number }
  | { readonly type: "Mortal57"; readonly value: number }
  | { readonly type: "Mortal58"; readonly value: number }
  | { readonly type: "Mortal59"; readonly value: number }
  | { readonly type: "Mortal60"; readonly value: number }
  | { readonly type: "Mortal61"; readonly value: number }
  | { readonly type: "Mortal62"; readonly value: number }
  | { readonly type: "Mortal63"; readonly value: number }
  | { readonly type: "Mortal64"; readonly value: number }
  | { readonly type: "Mortal65"; readonly value: number }
  | { readonly type: "Mortal66"; readonly value: number }
  | { readonly type: "Mortal67"; readonly value: number }
  | { readonly type: "Mortal68"; readonly value: number }
  | { readonly type: "Mortal69"; readonly value: number }
  | { readonly type: "Mortal70"; readonly value: number }
  | { readonly type: "Mortal71"; readonly value: number }
  | { readonly type: "Mortal72"; readonly value: number }
  | { readonly type: "Mortal73"; readonly value: number }
  | { readonly type: "Mortal74"; readonly value: number }
  | { readonly type: "Mortal75"; readonly value: number }
  | { readonly type: "Mortal76"; readonly value: number }
  | { readonly type: "Mortal77"; readonly value: number }
  | { readonly type: "Mortal78"; readonly value: number }
  | { readonly type: "Mortal79"; readonly value: number }
  | { readonly type: "Mortal80"; readonly value: number }
  | { readonly type: "Mortal81"; readonly value: number }
  | { readonly type: "Mortal82"; readonly value: number }
  | { readonly type: "Mortal83"; readonly value: number }
  | { readonly type: "Mortal84"; readonly value: number }
  | { readonly type: "Mortal85"; readonly value: number }
  | { readonly type: "Mortal86"; readonly value: number }
  | { readonly type: "Mortal87"; readonly value: number }
  | { readonly type: "Mortal88"; readonly value: number }
  | { readonly type: "Mortal89"; readonly value: number }
  | { readonly type: "Mortal90"; readonly value: number }
  | { readonly type: "Mortal91"; readonly value: number }
  | { readonly type: "Mortal92"; readonly value: number }
  | { readonly type: "Mortal93"; readonly value: number }
  | { readonly type: "Mortal94"; readonly value: number }
  | { readonly type: "Mortal95"; readonly value: number }
  | { readonly type: "Mortal96"; readonly value: number }
  | { readonly type: "Mortal97"; readonly value: number }
  | { readonly type: "Mortal98"; readonly value: number }
  | { readonly type: "Mortal99"; readonly value: number }
  | { readonly type: "Mortal100"; readonly value: number }
  | { readonly type: "Mortal101"; readonly value: number }
  | { readonly type: "Mortal102"; readonly value: number }
  | { readonly type: "Mortal103"; readonly value: number }
  | { readonly type: "Mortal104"; readonly value: number }
  | { readonly type: "Mortal105"; readonly value: number }
  | { readonly type: "Mortal106"; readonly value: number }
  | { readonly type: "Mortal107"; readonly value: number }
  | { readonly type: "Mortal108"; readonly value: number }
  | { readonly type: "Mortal109"; readonly value: number }
  | { readonly type: "Mortal110"; readonly value: number }
  | { readonly type: "Mortal111"; readonly value: number }
  | { readonly type: "Mortal112"; readonly value: number }
  | { readonly type: "Mortal113"; readonly value: number }
  | { readonly type: "Mortal114"; readonly value: number }
  | { readonly type: "Mortal115"; readonly value: number }
  | { readonly type: "Mortal116"; readonly value: number }
  | { readonly type: "Mortal117"; readonly value: number }
  | { readonly type: "Mortal118"; readonly value: number }
  | { readonly type: "Mortal119"; readonly value: number }
  | { readonly type: "Mortal120"; readonly value: number }
  | { readonly type: "Mortal121"; readonly value: number }
  | { readonly type: "Mortal122"; readonly value: number }
  | { readonly type: "Mortal123"; readonly value: number }
  | { readonly type: "Mortal124"; readonly value: number }
  | { readonly type: "Mortal125"; readonly value: number }
  | { readonly type: "Mortal126"; readonly value: number }
  | { readonly type: "Mortal127"; readonly value: number }
  | { readonly type: "Mortal128"; readonly value: number }
  | { readonly type: "Mortal129"; readonly value: number }
  | { readonly type: "Mortal130"; readonly value: number }
  | { readonly type: "Mortal131"; readonly value: number }
  | { readonly type: "Mortal132"; readonly value: number }
  | { readonly type: "Mortal133"; readonly value: number }
  | { readonly type: "Mortal134"; readonly value: number }
  | { readonly type: "Mortal135"; readonly value: number }
  | { readonly type: "Mortal136"; readonly value: number }
  | { readonly type: "Mortal137"; readonly value: number }
  | { readonly type: "Mortal138"; readonly value: number }
  | { readonly type: "Mortal139"; readonly value: number }
  | { readonly type: "Mortal140"; readonly value: number }
  | { readonly type: "Mortal141"; readonly value: number }
  | { readonly type: "Mortal142"; readonly value: number }
  | { readonly type: "Mortal143"; readonly value: number }
  | { readonly type: "Mortal144"; readonly value: number }
  | { readonly type: "Mortal145"; readonly value: number }
  | { readonly type: "Mortal146"; readonly value: number }
  | { readonly type: "Mortal147"; readonly value: number }
  | { readonly type: "Mortal148"; readonly value: number }
  | { readonly type: "Mortal149"; readonly value: number }
  | { readonly type: "Mortal150"; readonly value: number }
  | { readonly type: "Mortal151"; readonly value: number }
  | { readonly type: "Mortal152"; readonly value: number }
  | { readonly type: "Mortal153"; readonly value: number }
  | { readonly type: "Mortal154"; readonly value: number }
  | { readonly type: "Mortal155"; readonly value: number }
  | { readonly type: "Mortal156"; readonly value: number }
  | { readonly type: "Mortal157"; readonly value: number }
  | { readonly type: "Mortal158"; readonly value: number }
  | { readonly type: "Mortal159"; readonly value: number }
  | { readonly type: "Mortal160"; readonly value: number }
  | { readonly type: "Mortal161"; readonly value: number }
  | { readonly type: "Mortal162"; readonly value: number }
  | { readonly type: "Mortal163"; readonly value: number }
  | { readonly type: "Mortal164"; readonly value: number }
  | { readonly type: "Mortal165"; readonly value: number }
  | { readonly type: "Mortal166"; readonly value: number }
  | { readonly type: "Mortal167"; readonly value: number }
  | { readonly type: "Mortal168"; readonly value: number }
  | { readonly type: "Mortal169"; readonly value: number }
  | { readonly type: "Mortal170"; readonly value: number }
  | { readonly type: "Mortal171"; readonly value: number }
  | { readonly type: "Mortal172"; readonly value: number }
  | { readonly type: "Mortal173"; readonly value: number }
  | { readonly type: "Mortal174"; readonly value: number }
  | { readonly type: "Mortal175"; readonly value: number }
  | { readonly type: "Mortal176"; readonly value: number }
  | { readonly type: "Mortal177"; readonly value: number }
  | { readonly type: "Mortal178"; readonly value: number }
  | { readonly type: "Mortal179"; readonly value: number }
  | { readonly type: "Mortal180"; readonly value: number }
  | { readonly type: "Mortal181"; readonly value: number }
  | { readonly type: "Mortal182"; readonly value: number }
  | { readonly type: "Mortal183"; readonly value: number }
  | { readonly type: "Mortal184"; readonly value: number }
  | { readonly type: "Mortal185"; readonly value: number }
  | { readonly type: "Mortal186"; readonly value: number }
  | { readonly type: "Mortal187"; readonly value: number }
  | { readonly type: "Mortal188"; readonly value: number }
  | { readonly type: "Mortal189"; readonly value: number }
  | { readonly type: "Mortal190"; readonly value: number }
  | { readonly type: "Mortal191"; readonly value: number }
  | { readonly type: "Mortal192"; readonly value: number }
  | { readonly type: "Mortal193"; readonly value: number }
  | { readonly type: "Mortal194"; readonly value: number }
  | { readonly type: "Mortal195"; readonly value: number }
  | { readonly type: "Mortal196"; readonly value: number }
  | { readonly type: "Mortal197"; readonly value: number }
  | { readonly type: "Mortal198"; readonly value: number }
  | { readonly type: "Mortal199"; readonly value: number }
  | { readonly type: "Mortal200"; readonly value: number }
  | { readonly type: "Mortal201"; readonly value: number }
  | { readonly type: "Mortal202"; readonly value: number }
  | { readonly type: "Mortal203"; readonly value: number }
  | { readonly type: "Mortal204"; readonly value: number }
  | { readonly type: "Mortal205"; readonly value: number }
  | { readonly type: "Mortal206"; readonly value: number }
  | { readonly type: "Mortal207"; readonly value: number }
  | { readonly type: "Mortal208"; readonly value: number }
  | { readonly type: "Mortal209"; readonly value: number }
  | { readonly type: "Mortal210"; readonly value: number }
  | { readonly type: "Mortal211"; readonly value: number }
  | { readonly type: "Mortal212"; readonly value: number }
  | { readonly type: "Mortal213"; readonly value: number }
  | { readonly type: "Mortal214"; readonly value: number }
  | { readonly type: "Mortal215"; readonly value: number }
  | { readonly type: "Mortal216"; readonly value: number }
  | { readonly type: "Mortal217"; readonly value: number }
  | { readonly type: "Mortal218"; readonly value: number }
  | { readonly type: "Mortal219"; readonly value: number }
  | { readonly type: "Mortal220"; readonly value: number }
  | { readonly type: "Mortal221"; readonly value: number }
  | { readonly type: "Mortal222"; readonly value: number }
  | { readonly type: "Mortal223"; readonly value: number }
  | { readonly type: "Mortal224"; readonly value: number }
  | { readonly type: "Mortal225"; readonly value: number }
  | { readonly type: "Mortal226"; readonly value: number }
  | { readonly type: "Mortal227"; readonly value: number }
  | { readonly type: "Mortal228"; readonly value: number }
  | { readonly type: "Mortal229"; readonly value: number }
  | { readonly type: "Mortal230"; readonly value: number }
  | { readonly type: "Mortal231"; readonly value: number }
  | { readonly type: "Mortal232"; readonly value: number }
  | { readonly type: "Mortal233"; readonly value: number }
  | { readonly type: "Mortal234"; readonly value: number }
  | { readonly type: "Mortal235"; readonly value: number }
  | { readonly type: "Mortal236"; readonly value: number }
  | { readonly type: "Mortal237"; readonly value: number }
  | { readonly type: "Mortal238"; readonly value: number }
  | { readonly type: "Mortal239"; readonly value: number }
  | { readonly type: "Mortal240"; readonly value: number }
  | { readonly type: "Mortal241"; readonly value: number }
  | { readonly type: "Mortal242"; readonly value: number }
  | { readonly type: "Mortal243"; readonly value: number }
  | { readonly type: "Mortal244"; readonly value: number }
  | { readonly type: "Mortal245"; readonly value: number }
  | { readonly type: "Mortal246"; readonly value: number }
  | { readonly type: "Mortal247"; readonly value: number }
  | { readonly type: "Mortal248"; readonly value: number }
  | { readonly type: "Mortal249"; readonly value: number }
  | { readonly type: "Mortal250"; readonly value: number }
  | { readonly type: "Mortal251"; readonly value: number }
  | { readonly type: "Mortal252"; readonly value: number }
  | { readonly type: "Mortal253"; readonly value: number }
  | { readonly type: "Mortal254"; readonly value: number }
  | { readonly type: "Mortal255"; readonly value: number }
export const Era: Codec<Era> = variant<Era>("sp_runtime::generic::era::Era", {
  Immortal: v(0),
  Mortal1: v(1, untyped(u8)),
  Mortal2: v(2, untyped(u8)),
  Mortal3: v(3, untyped(u8)),
  Mortal4: v(4, untyped(u8)),
  Mortal5: v(5, untyped(u8)),
  Mortal6: v(6, untyped(u8)),
  Mortal7: v(7, untyped(u8)),
  Mortal8: v(8, untyped(u8)),
  Mortal9: v(9, untyped(u8)),
  Mortal10: v(10, untyped(u8)),
  Mortal11: v(11, untyped(u8)),
  Mortal12: v(12, untyped(u8)),
  Mortal13: v(13, untyped(u8)),
  Mortal14: v(14, untyped(u8)),
  Mortal15: v(15, untyped(u8)),
  Mortal16: v(16, untyped(u8)),
  Mortal17: v(17, untyped(u8)),
  Mortal18: v(18, untyped(u8)),
  Mortal19: v(19, untyped(u8)),
  Mortal20: v(20, untyped(u8)),
  Mortal21: v(21, untyped(u8)),
  Mortal22: v(22, untyped(u8)),
  Mortal23: v(23, untyped(u8)),
  Mortal24: v(24, untyped(u8)),
  Mortal25: v(25, untyped(u8)),
  Mortal26: v(26, untyped(u8)),
  Mortal27: v(27, untyped(u8)),
  Mortal28: v(28, untyped(u8)),
  Mortal29: v(29, untyped(u8)),
  Mortal30: v(30, untyped(u8)),
  Mortal31: v(31, untyped(u8)),
  Mortal32: v(32, untyped(u8)),
  Mortal33: v(33, untyped(u8)),
  Mortal34: v(34, untyped(u8)),
  Mortal35: v(35, untyped(u8)),
  Mortal36: v(36, untyped(u8)),
  Mortal37: v(37, untyped(u8)),
  Mortal38: v(38, untyped(u8)),
  Mortal39: v(39, untyped(u8)),
  Mortal40: v(40, untyped(u8)),
  Mortal41: v(41, untyped(u8)),
  Mortal42: v(42, untyped(u8)),
  Mortal43: v(43, untyped(u8)),
  Mortal44: v(44, untyped(u8)),
  Mortal45: v(45, untyped(u8)),
  Mortal46: v(46, untyped(u8)),
  Mortal47: v(47, untyped(u8)),
  Mortal48: v(48, untyped(u8)),
  Mortal49: v(49, untyped(u8)),
  Mortal50: v(50, untyped(u8)),
  Mortal51: v(51, untyped(u8)),
  Mortal52: v(52, untyped(u8)),
  Mortal53: v(53, untyped(u8)),
  Mortal54: v(54, untyped(u8)),
  Mortal55: v(55, untyped(u8)),
  Mortal56: v(56, untyped(u8)),
  Mortal57: v(57, untyped(u8)),
  Mortal58: v(58, untyped(u8)),
  Mortal59: v(59, untyped(u8)),
  Mortal60: v(60, untyped(u8)),
  Mortal61: v(61, untyped(u8)),
  Mortal62: v(62, untyped(u8)),
  Mortal63: v(63, untyped(u8)),
  Mortal64: v(64, untyped(u8)),
  Mortal65: v(65, untyped(u8)),
  Mortal66: v(66, untyped(u8)),
  Mortal67: v(67, untyped(u8)),
  Mortal68: v(68, untyped(u8)),
  Mortal69: v(69, untyped(u8)),
  Mortal70: v(70, untyped(u8)),
  Mortal71: v(71, untyped(u8)),
  Mortal72: v(72, untyped(u8)),
  Mortal73: v(73, untyped(u8)),
  Mortal74: v(74, untyped(u8)),
  Mortal75: v(75, untyped(u8)),
  Mortal76: v(76, untyped(u8)),
  Mortal77: v(77, untyped(u8)),
  Mortal78: v(78, untyped(u8)),
  Mortal79: v(79, untyped(u8)),
  Mortal80: v(80, untyped(u8)),
  Mortal81: v(81, untyped(u8)),
  Mortal82: v(82, untyped(u8)),
  Mortal83: v(83, untyped(u8)),
  Mortal84: v(84, untyped(u8)),
  Mortal85: v(85, untyped(u8)),
  Mortal86: v(86, untyped(u8)),
  Mortal87: v(87, untyped(u8)),
  Mortal88: v(88, untyped(u8)),
  Mortal89: v(89, untyped(u8)),
  Mortal90: v(90, untyped(u8)),
  Mortal91: v(91, untyped(u8)),
  Mortal92: v(92, untyped(u8)),
  Mortal93: v(93, untyped(u8)),
  Mortal94: v(94, untyped(u8)),
  Mortal95: v(95, untyped(u8)),
  Mortal96: v(96, untyped(u8)),
  Mortal97: v(97, untyped(u8)),
  Mortal98: v(98, untyped(u8)),
  Mortal99: v(99, untyped(u8)),
  Mortal100: v(100, untyped(u8)),
  Mortal101: v(101, untyped(u8)),
  Mortal102: v(102, untyped(u8)),
  Mortal103: v(103, untyped(u8)),
  Mortal104: v(104, untyped(u8)),
  Mortal105: v(105, untyped(u8)),
  Mortal106: v(106, untyped(u8)),
  Mortal107: v(107, untyped(u8)),
  Mortal108: v(108, untyped(u8)),
  Mortal109: v(109, untyped(u8)),
  Mortal110: v(110, untyped(u8)),
  Mortal111: v(111, untyped(u8)),
  Mortal112: v(112, untyped(u8)),
  Mortal113: v(113, untyped(u8)),
  Mortal114: v(114, untyped(u8)),
  Mortal115: v(115, untyped(u8)),
  Mortal116: v(116, untyped(u8)),
  Mortal117: v(117, untyped(u8)),
  Mortal118: v(118, untyped(u8)),
  Mortal119: v(119, untyped(u8)),
  Mortal120: v(120, untyped(u8)),
  Mortal121: v(121, untyped(u8)),
  Mortal122: v(122, untyped(u8)),
  Mortal123: v(123, untyped(u8)),
  Mortal124: v(124, untyped(u8)),
  Mortal125: v(125, untyped(u8)),
  Mortal126: v(126, untyped(u8)),
  Mortal127: v(127, untyped(u8)),
  Mortal128: v(128, untyped(u8)),
  Mortal129: v(129, untyped(u8)),
  Mortal130: v(130, untyped(u8)),
  Mortal131: v(131, untyped(u8)),
  Mortal132: v(132, untyped(u8)),
  Mortal133: v(133, untyped(u8)),
  Mortal134: v(134, untyped(u8)),
  Mortal135: v(135, untyped(u8)),
  Mortal136: v(136, untyped(u8)),
  Mortal137: v(137, untyped(u8)),
  Mortal138: v(138, untyped(u8)),
  Mortal139: v(139, untyped(u8)),
  Mortal140: v(140, untyped(u8)),
  Mortal141: v(141, untyped(u8)),
  Mortal142: v(142, untyped(u8)),
  Mortal143: v(143, untyped(u8)),
  Mortal144: v(144, untyped(u8)),
  Mortal145: v(145, untyped(u8)),
  Mortal146: v(146, untyped(u8)),
  Mortal147: v(147, untyped(u8)),
  Mortal148: v(148, untyped(u8)),
  Mortal149: v(149, untyped(u8)),
  Mortal150: v(150, untyped(u8)),
  Mortal151: v(151, untyped(u8)),
  Mortal152: v(152, untyped(u8)),
  Mortal153: v(153, untyped(u8)),
  Mortal154: v(154, untyped(u8)),
  Mortal155: v(155, untyped(u8)),
  Mortal156: v(156, untyped(u8)),
  Mortal157: v(157, untyped(u8)),
  Mortal158: v(158, untyped(u8)),
  Mortal159: v(159, untyped(u8)),
  Mortal160: v(160, untyped(u8)),
  Mortal161: v(161, untyped(u8)),
  Mortal162: v(162, untyped(u8)),
  Mortal163: v(163, untyped(u8)),
  Mortal164: v(164, untyped(u8)),
  Mortal165: v(165, untyped(u8)),
  Mortal166: v(166, untyped(u8)),
  Mortal167: v(167, untyped(u8)),
  Mortal168: v(168, untyped(u8)),
  Mortal169: v(169, untyped(u8)),
  Mortal170: v(170, untyped(u8)),
  Mortal171: v(171, untyped(u8)),
  Mortal172: v(172, untyped(u8)),
  Mortal173: v(173, untyped(u8)),
  Mortal174: v(174, untyped(u8)),
  Mortal175: v(175, untyped(u8)),
  Mortal176: v(176, untyped(u8)),
  Mortal177: v(177, untyped(u8)),
  Mortal178: v(178, untyped(u8)),
  Mortal179: v(179, untyped(u8)),
  Mortal180: v(180, untyped(u8)),
  Mortal181: v(181, untyped(u8)),
  Mortal182: v(182, untyped(u8)),
  Mortal183: v(183, untyped(u8)),
  Mortal184: v(184, untyped(u8)),
  Mortal185: v(185, untyped(u8)),
  Mortal186: v(186, untyped(u8)),
  Mortal187: v(187, untyped(u8)),
  Mortal188: v(188, untyped(u8)),
  Mortal189: v(189, untyped(u8)),
  Mortal190: v(190, untyped(u8)),
  Mortal191: v(191, untyped(u8)),
  Mortal192: v(192, untyped(u8)),
  Mortal193: v(193, untyped(u8)),
  Mortal194: v(194, untyped(u8)),
  Mortal195: v(195, untyped(u8)),
  Mortal196: v(196, untyped(u8)),
  Mortal197: v(197, untyped(u8)),
  Mortal198: v(198, untyped(u8)),
  Mortal199: v(199, untyped(u8)),
  Mortal200: v(200, untyped(u8)),
  Mortal201: v(201, untyped(u8)),
  Mortal202: v(202, untyped(u8)),
  Mortal203: v(203, untyped(u8)),
  Mortal204: v(204, untyped(u8)),
  Mortal205: v(205, untyped(u8)),
  Mortal206: v(206, untyped(u8)),
  Mortal207: v(207, untyped(u8)),
  Mortal208: v(208, untyped(u8)),
  Mortal209: v(209, untyped(u8)),
  Mortal210: v(210, untyped(u8)),
  Mortal211: v(211, untyped(u8)),
  Mortal212: v(212, untyped(u8)),
  Mortal213: v(213, untyped(u8)),
  Mortal214: v(214, untyped(u8)),
  Mortal215: v(215, untyped(u8)),
  Mortal216: v(216, untyped(u8)),
  Mortal217: v(217, untyped(u8)),
  Mortal218: v(218, untyped(u8)),
  Mortal219: v(219, untyped(u8)),
  Mortal220: v(220, untyped(u8)),
  Mortal221: v(221, untyped(u8)),
  Mortal222: v(222, untyped(u8)),
  Mortal223: v(223, untyped(u8)),
  Mortal224: v(224, untyped(u8)),
  Mortal225: v(225, untyped(u8)),
  Mortal226: v(226, untyped(u8)),
  Mortal227: v(227, untyped(u8)),
  Mortal228: v(228, untyped(u8)),
  Mortal229: v(229, untyped(u8)),
  Mortal230: v(230, untyped(u8)),
  Mortal231: v(231, untyped(u8)),
  Mortal232: v(232, untyped(u8)),
  Mortal233: v(233, untyped(u8)),
  Mortal234: v(234, untyped(u8)),
  Mortal235: v(235, untyped(u8)),
  Mortal236: v(236, untyped(u8)),
  Mortal237: v(237, untyped(u8)),
  Mortal238: v(238, untyped(u8)),
  Mortal239: v(239, untyped(u8)),
  Mortal240: v(240, untyped(u8)),
  Mortal241: v(241, untyped(u8)),
  Mortal242: v(242, untyped(u8)),
  Mortal243: v(243, untyped(u8)),
  Mortal244: v(244, untyped(u8)),
  Mortal245: v(245, untyped(u8)),
  Mortal246: v(246, untyped(u8)),
  Mortal247: v(247, untyped(u8)),
  Mortal248: v(248, untyped(u8)),
  Mortal249: v(249, untyped(u8)),
  Mortal250: v(250, untyped(u8)),
  Mortal251: v(251, untyped(u8)),
  Mortal252: v(252, untyped(u8)),
  Mortal253: v(253, untyped(u8)),
  Mortal254: v(254, untyped(u8)),
  Mortal255: v(255, untyped(u8)),
})

export interface Header {
  parent_hash: Hex
  number: number
  state_root: Hex
  extrinsics_root: Hex
  digest: Digest
}
export const Header: Codec<Header> = struct<Header>(
  "sp_runtime::generic::header::Header",
  {
    parent_hash: as("Hash::Output", H256),
    number: as("Number", compact(u32)),
    state_root: as("Hash::Output", H256),
    extrinsics_root: as("Hash::Output", H256),
    digest: Digest,
  },
  { params: { Number: u32, Hash: undefined } },
)

export type ExtrinsicInclusionMode = "AllExtrinsics" | "OnlyInherents"
export const ExtrinsicInclusionMode: Codec<ExtrinsicInclusionMode> = unitEnum<ExtrinsicInclusionMode>(
  "sp_runtime::ExtrinsicInclusionMode",
  ["AllExtrinsics", "OnlyInherents"],
)

export type InvalidTransaction =
  | { readonly type: "Call" }
  | { readonly type: "Payment" }
  | { readonly type: "Future" }
  | { readonly type: "Stale" }
  | { readonly type: "BadProof" }
  | { readonly type: "AncientBirthBlock" }
  | { readonly type: "ExhaustsResources" }
  | { readonly type: "Custom"; readonly value: number }
  | { readonly type: "BadMandatory" }
  | { readonly type: "MandatoryValidation" }
  | { readonly type: "BadSigner" }
  | { readonly type: "IndeterminateImplicit" }
  | { readonly type: "UnknownOrigin" }
export const InvalidTransaction: Codec<InvalidTransaction> = variant<InvalidTransaction>(
  "sp_runtime::transaction_validity::InvalidTransaction",
  {
    Call: v(0),
    Payment: v(1),
    Future: v(2),
    Stale: v(3),
    BadProof: v(4),
    AncientBirthBlock: v(5),
    ExhaustsResources: v(6),
    Custom: v(7, u8),
    BadMandatory: v(8),
    MandatoryValidation: v(9),
    BadSigner: v(10),
    IndeterminateImplicit: v(11),
    UnknownOrigin: v(12),
  },
)

export type UnknownTransaction =
  | { readonly type: "CannotLookup" }
  | { readonly type: "NoUnsignedValidator" }
  | { readonly type: "Custom"; readonly value: number }
export const UnknownTransaction: Codec<UnknownTransaction> = variant<UnknownTransaction>(
  "sp_runtime::transaction_validity::UnknownTransaction",
  {
    CannotLookup: v(0),
    NoUnsignedValidator: v(1),
    Custom: v(2, u8),
  },
)

export type TransactionValidityError =
  | { readonly type: "Invalid"; readonly value: InvalidTransaction }
  | { readonly type: "Unknown"; readonly value: UnknownTransaction }
export const TransactionValidityError: Codec<TransactionValidityError> = variant<TransactionValidityError>(
  "sp_runtime::transaction_validity::TransactionValidityError",
  {
    Invalid: v(0, InvalidTransaction),
    Unknown: v(1, UnknownTransaction),
  },
)

export type TransactionSource = "InBlock" | "Local" | "External"
export const TransactionSource: Codec<TransactionSource> = unitEnum<TransactionSource>(
  "sp_runtime::transaction_validity::TransactionSource",
  ["InBlock", "Local", "External"],
)

export interface ValidTransaction {
  priority: bigint
  requires: Uint8Array[]
  provides: Uint8Array[]
  longevity: bigint
  propagate: boolean
}
export const ValidTransaction: Codec<ValidTransaction> = struct<ValidTransaction>(
  "sp_runtime::transaction_validity::ValidTransaction",
  {
    priority: as("TransactionPriority", u64),
    requires: as("Vec<TransactionTag>", vec(bytes)),
    provides: as("Vec<TransactionTag>", vec(bytes)),
    longevity: as("TransactionLongevity", u64),
    propagate: bool,
  },
)

export const OpaqueValue: Codec<Uint8Array> = newtype("sp_runtime::OpaqueValue", bytes)
