/** A keyfile that cannot be read, or must not be written. The message never holds what is in it. */
export class KeyfileError extends Error {
  override readonly name: string = "KeyfileError"
  readonly code: string = "KEYFILE"
}

/** The password does not open the keyfile. */
export class WrongPasswordError extends KeyfileError {
  override readonly name = "WrongPasswordError"
  override readonly code = "WRONG_PASSWORD"
  constructor() {
    super("the password does not open this keyfile")
  }
}
