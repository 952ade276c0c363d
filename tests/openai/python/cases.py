"""The unmodified Python client against the gateway at argv[1]; prints one JSON object with what each case saw."""

import base64
import json
import sys
import time
import urllib.request

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key="none", timeout=60)
messages = [{"role": "user", "content": "hi"}]


def drain(model="m", **options):
    stream = client.chat.completions.create(model=model, messages=messages, stream=True, **options)
    text, usage, miner, finish = "", None, None, None
    for chunk in stream:
        if chunk.choices:
            text += chunk.choices[0].delta.content or ""
            finish = chunk.choices[0].finish_reason or finish
        usage = chunk.usage.model_dump() if chunk.usage else usage
        miner = chunk.taonet["uid"]
    return {"text": text, "usage": usage, "miner": miner, "finish": finish}


def failing(work):
    try:
        work()
    except openai.APIError as error:
        return {
            "name": type(error).__name__,
            "status": getattr(error, "status_code", None),
            "code": error.code,
            "type": error.type,
            "param": error.param,
            "message": error.message,
        }
    return {"name": "none"}


def timed(model):
    start = time.monotonic()
    answer = client.chat.completions.create(model=model, messages=messages)
    return {"text": answer.choices[0].message.content, "ms": (time.monotonic() - start) * 1000}


def completion():
    raw = client.chat.completions.with_raw_response.create(model="m", messages=messages)
    answer = raw.parse()
    return {
        "text": answer.choices[0].message.content,
        "model": answer.model,
        "usage": answer.usage.model_dump(exclude_none=True),
        "miner": answer.taonet["uid"],
        "uid": raw.headers["x-taonet-miner-uid"],
        "request_id": answer._request_id,
    }


def models():
    return {"ids": [model.id for model in client.models.list()], "one": client.models.retrieve("org/own-model").id}


def images():
    request = {"model": "pictures", "prompt": "a fox", "n": 2, "size": "64x64"}
    inline = client.images.generate(**request, response_format="b64_json")
    linked = client.images.generate(**request, response_format="url")
    with urllib.request.urlopen(linked.data[1].url) as file:
        return {
            "inline": [picture.b64_json for picture in inline.data],
            "linked": base64.b64encode(file.read()).decode(),
            "type": file.headers["content-type"],
        }


def legacy():
    whole = client.completions.create(model="m", prompt="Once")
    chunks = client.completions.create(model="m", prompt="Once", stream=True)
    return {
        "text": whole.choices[0].text,
        "id": whole.id,
        "usage": whole.usage.model_dump(exclude_none=True),
        "streamed": "".join(chunk.choices[0].text for chunk in chunks if chunk.choices),
    }


def embeddings():
    request = {"model": "vectors", "input": ["fox", "A"]}
    usual = client.embeddings.create(**request)
    floats = client.embeddings.create(**request, encoding_format="float")
    return {"usual": [each.embedding for each in usual.data], "floats": [each.embedding for each in floats.data]}


cases = {
    "completion": completion,
    "streaming": drain,
    "streamingUsage": lambda: drain(stream_options={"include_usage": True}),
    "models": models,
    "images": images,
    "legacy": legacy,
    "embeddings": embeddings,
    "badRequest": lambda: failing(lambda: client.chat.completions.create(model="m", messages=messages, temperature=9)),
    "unknownModel": lambda: failing(lambda: client.chat.completions.create(model="none", messages=messages)),
    "retry429": lambda: timed("busy-once"),
    "retry503": lambda: timed("absent-once"),
    "midStream": lambda: failing(lambda: drain("dies")),
}

seen = {}
for name, work in cases.items():
    try:
        seen[name] = work()
    except Exception as error:
        seen[name] = {"thrown": repr(error)}
print(json.dumps(seen))
