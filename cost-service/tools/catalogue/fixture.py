"""Real usage and what it must cost, trimmed to one or two of each kind."""

from decimal import Decimal

KEPT = 2


def total(priced):
    """What all of it costs; the parts are told apart only where there is nothing beside them."""
    if "total_price" in priced:
        return Decimal(priced["total_price"])
    return Decimal(priced["input_price"]) + Decimal(priced["output_price"])


def trimmed(bodies):
    """Two for each provider, model and set of units that were counted."""
    kept, cases = {}, []
    for body in bodies:
        for extracted in body["extracted"]:
            usage = {unit: count for unit, count in extracted["usage"].items() if count}
            for priced in extracted["extractors"]:
                key = (priced["provider_id"], body.get("model"), tuple(sorted(usage)))
                if "input_price" in priced and kept.setdefault(key, 0) < KEPT:
                    kept[key] += 1
                    cases.append({"provider": priced["provider_id"], "model": body["model"], "usage": usage,
                                  "cost_usd": format(total(priced), "f")})
    return {"source": "pydantic/genai-prices, tests/dataset/usages.json, trimmed: usage as its extractors read it, and its price",
            "licence": "MIT, Copyright (c) 2025 to present Pydantic Services Inc.", "cases": cases}
