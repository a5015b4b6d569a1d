#!/usr/bin/env python3
"""Derives the shipped price book, and the vectors that test its arithmetic, from the facts of pydantic/genai-prices (MIT).

Usage: derive_prices.py <folder with genai-prices.json, litellm-model-prices.json and usage-bodies.json>
Writes service/src/main/resources/price-book.json and service/src/test/resources/pricing-vectors.json.
A changed price book becomes the next immutable version when the service starts.
"""

import json
import pathlib
import sys
from decimal import Decimal

SOURCE = {
    "id": "genai-prices",
    "name": "pydantic/genai-prices",
    "url": "https://github.com/pydantic/genai-prices",
    "licence": "MIT; the facts were taken, not the file",
}
INVENTED = {
    "id": "simulator",
    "name": "Round prices of the provider simulator",
    "url": "deploy/local/simulator/README.md",
    "licence": "Apache-2.0; invented for this project",
}
LITELLM = {
    "id": "litellm",
    "name": "BerriAI/litellm",
    "url": "https://github.com/BerriAI/litellm",
    "licence": "MIT; the facts were taken, not the file",
}
UNITS = {
    "input_mtok": "input_tokens",
    "cache_read_mtok": "cache_read_tokens",
    "cache_write_mtok": "cache_write_tokens",
    "output_mtok": "output_tokens",
}
# Models that are billed by more than text tokens, or that are no longer served.
LEFT_OUT = (
    "audio", "realtime", "image", "tts", "transcribe", "moderation", "live", "davinci", "gemma", "gpt-oss", "search",
    "vision", ":extended", "ft-", "gpt-3.5", "gpt-4-32k", "claude-2", "claude-v1", "1.0", "1.5", "gemini-pro",
)
# Snapshots with a price of their own, which the main source counts among their family.
OWN_PRICE = ("gpt-4o-2024-05-13",)
# Which provider names a model first; Google resells Anthropic's models under Anthropic's own names.
OWN_PREFIX = {"openai": ("gpt-", "o1", "o3", "o4", "text-embedding-"), "anthropic": ("claude-",), "google": ("gemini-",)}


def matches(clause):
    if "or" in clause:
        return [one for each in clause["or"] for one in matches(each)]
    (how, text), = clause.items()
    how = {"equals": "equals", "ends_with": "equals", "starts_with": "prefix", "contains": "prefix"}.get(how)
    return [{how: text}] if how and not any(part in text for part in LEFT_OUT + OWN_PRICE) else []


def plain(number):
    text = format(Decimal(number), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rates(prices, above):
    """The rates of one tier; a tier that names no price of its own for a unit keeps the base price."""
    chosen = {}
    for name, unit in UNITS.items():
        price = prices.get(name)
        if isinstance(price, dict):
            price = price["tiers"][0]["price"] if above else price["base"]
        if price is not None:
            chosen[unit] = plain(price)
    return chosen


def tier_start(prices):
    starts = {tier["start"] for price in prices.values() if isinstance(price, dict) for tier in price["tiers"]}
    assert len(starts) <= 1, "one threshold for each model is all the format can say"
    return starts.pop() if starts else None


def rules(provider):
    for model in provider["models"]:
        if not model["id"].startswith(OWN_PREFIX[provider["id"]]) or any(part in model["id"] for part in LEFT_OUT):
            continue
        prices = model["prices"]
        dated = prices if isinstance(prices, list) else [{"prices": prices}]
        starts = [entry.get("constraint", {}).get("start_date") for entry in dated]
        for at, entry in enumerate(dated):
            rule = {"id": f"{provider['id']}/{model['id']}" + (f"@{starts[at]}" if starts[at] else "")}
            rule |= {"provider": provider["id"], "match": matches(model["match"]), "source": SOURCE["id"]}
            if starts[at]:
                rule["effective_from"] = starts[at]
            if at + 1 < len(dated):
                rule["effective_to"] = starts[at + 1]
            rule["rates"] = rates(entry["prices"], above=False)
            if start := tier_start(entry["prices"]):
                rule["long_context"] = {"above_input_tokens": start, "rates": rates(entry["prices"], above=True)}
            yield rule


def snapshots(prices):
    for model in OWN_PRICE:
        cost = {"input_tokens": prices[model]["input_cost_per_token"], "output_tokens": prices[model]["output_cost_per_token"]}
        yield {"id": f"openai/{model}", "provider": "openai", "match": [{"equals": model}], "source": LITELLM["id"],
               "rates": {unit: plain(Decimal(usd) * 1_000_000) for unit, usd in cost.items()}}


def simulator():
    def rule(name, match, **units):
        return {"id": f"simulator/{name}", "provider": "simulator", "match": [match], "source": INVENTED["id"],
                "rates": units}

    yield rule("sim-small", {"equals": "sim-small"}, input_tokens="0.15", output_tokens="0.60")
    yield rule("sim-large", {"equals": "sim-large"}, input_tokens="2.50", output_tokens="10")
    yield rule("sim-claude", {"equals": "sim-claude"}, input_tokens="3", cache_read_tokens="0.30",
               cache_write_tokens="3.75", output_tokens="15")
    yield rule("sim-embed", {"equals": "sim-embed"}, input_tokens="0.02")
    yield rule("sim", {"prefix": "sim-"}, input_tokens="0.15", output_tokens="0.60")


def vectors(bodies, providers):
    """Text-only bodies of the three providers, one for each distinct usage, some for each model."""
    counted = {"input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens"}
    ignorable = ("output_reasoning", "output_text", "input_text", "cache_write_5m", "cache_text")
    seen, per_model = set(), {}
    for body in bodies:
        if "model" not in body or any(part in body["model"] for part in LEFT_OUT) or not body["model"].startswith(
                tuple(prefix for own in OWN_PREFIX.values() for prefix in own)):
            continue
        for extracted in body["extracted"]:
            usage = extracted["usage"]
            if any(key not in counted and not key.startswith(ignorable) for key in usage):
                continue
            for priced in extracted["extractors"]:
                provider = priced["provider_id"]
                own = provider in providers and body["model"].startswith(OWN_PREFIX[provider])
                key = (provider, body["model"], tuple(sorted(usage.items())))
                if not own or "input_price" not in priced or "total_price" in priced or key in seen:
                    continue
                seen.add(key)
                cached = any(unit.startswith("cache") for unit in usage)
                count = per_model.setdefault((body["model"], cached), [])
                if len(count) < 3:
                    count.append(None)
                    cost = Decimal(priced["input_price"]) + Decimal(priced.get("output_price", 0))
                    yield {"provider": provider, "model": body["model"],
                           **{unit: usage.get(unit, 0) for unit in sorted(counted)}, "cost_usd": plain(cost)}


def write(path, document):
    """One entry a line, so that a change of one price is a change of one line."""

    def lines(value):
        if not isinstance(value, list):
            return json.dumps(value, ensure_ascii=False)
        return "[\n" + ",\n".join("    " + json.dumps(each, ensure_ascii=False) for each in value) + "\n  ]"

    body = ",\n".join(f"  {json.dumps(key)}: {lines(value)}" for key, value in document.items())
    path.write_text("{\n" + body + "\n}\n", encoding="utf-8")
    print(path)


def main(folder):
    here = pathlib.Path(__file__).resolve().parent.parent / "service" / "src"
    book = json.loads((folder / "genai-prices.json").read_text(), parse_float=Decimal)
    litellm = json.loads((folder / "litellm-model-prices.json").read_text(), parse_float=Decimal)
    bodies = json.loads((folder / "usage-bodies.json").read_text(), parse_float=Decimal)
    providers = {provider["id"]: provider for provider in book if provider["id"] in OWN_PREFIX}
    derived = [rule for name in sorted(providers) for rule in rules(providers[name])]
    write(here / "main/resources/price-book.json",
          {"sources": [SOURCE, LITELLM, INVENTED], "rules": derived + list(snapshots(litellm)) + list(simulator())})
    write(here / "test/resources/pricing-vectors.json",
          {"source": "usage bodies and prices of pydantic/genai-prices, MIT", "vectors": list(vectors(bodies, providers))})


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
