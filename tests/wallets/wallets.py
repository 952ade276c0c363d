"""Reads the wallets that Taonet wrote and writes some itself, with whichever SDK this interpreter has. One line of JSON on stdout."""

import json
import sys

try:
    from bittensor_wallet import Keypair, Wallet
except ImportError:
    from bittensor.keyfiles import Keypair
    from bittensor.wallet import Wallet

ours, theirs, phrase, password = sys.argv[1:5]
message = b"signed with a key from the other side's file"


def signed(keypair):
    return [keypair.ss58_address, bytes(keypair.sign(message)).hex()]


def read(name, hotkey="h", password=None):
    wallet = Wallet(name, hotkey, path=ours)
    coldkey = wallet.get_coldkey(password)
    public = wallet.coldkeypub.ss58_address
    return {"coldkey": signed(coldkey), "public": public, "hotkey": signed(wallet.get_hotkey())}


def written():
    plain = Wallet("plain", "h", path=theirs)
    plain.regenerate_coldkey(mnemonic=phrase, use_password=False, overwrite=True, suppress=True)
    plain.regenerate_hotkey(seed="0x" + "11" * 32, use_password=False, overwrite=True, suppress=True)
    uri = Wallet("uri", "h", path=theirs)
    for file, path in [(uri.coldkey_file, "//Alice//hard/soft"), (uri.hotkey_file, "//Alice")]:
        scheme = 0 if path == "//Alice" else 1
        file.set_keypair(Keypair.create_from_uri(path, scheme), encrypt=False, overwrite=True)
    sealed = Wallet("sealed", "h", path=theirs)
    sealed.regenerate_coldkey(
        mnemonic=phrase, use_password=True, overwrite=True, suppress=True, coldkey_password=password
    )
    made = Wallet("made", "h", path=theirs)
    made.create_new_coldkey(n_words=24, use_password=False, suppress=True, overwrite=True)
    return {
        "plain": [plain.coldkey.ss58_address, plain.hotkey.ss58_address],
        "uri": [uri.coldkey.ss58_address, uri.hotkey.ss58_address],
        "sealed": [sealed.coldkeypub.ss58_address],
        "made": [made.coldkeypub.ss58_address],
    }


result = {
    "read": {
        "plain": read("plain"),
        "derived": read("derived"),
        "ed25519": read("ed25519"),
        "sealed": read("sealed", password=password),
    },
    "written": written(),
}
sys.stdout.write("\n" + json.dumps(result) + "\n")
