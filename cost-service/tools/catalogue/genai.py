"""pydantic/genai-prices: the list that goes first. Its models are tried in order, ours by how close they match."""

from decimal import Decimal

from .model import Rule, closest, covers

SOURCE = "genai-prices"
UNITS = {"requests_kcount": "requests", "audio_hours": "audio_seconds", "input_mchars": "input_characters",
         "input_document_kpages": "input_document_pages",
         "input_annotated_document_kpages": "input_annotated_document_pages",
         "input_gpixels": "input_pixels", "rerank_searches_kcount": "rerank_searches",
         "web_searches_kcount": "web_searches", "storage_searches_kcount": "file_searches",
         "social_searches_kcount": "social_searches", "code_executions_kcount": "code_executions",
         "input_audio_hours": "input_audio_seconds", "output_audio_hours": "output_audio_seconds"}
WAYS = {"equals": "equals", "starts_with": "prefix", "ends_with": "suffix", "contains": "contains", "regex": "regex"}


def unit(key):
    return UNITS.get(key) or key.removesuffix("_mtok") + "_tokens"


def matches(clause):
    """Alternatives, flat. A conjunction has no place in a price book, and none is known."""
    (how, inner), = clause.items()
    if how == "or":
        return [one for each in inner for one in matches(each)]
    return [{WAYS[how]: inner}]


def rates(prices):
    """The base rates, and those above each threshold; a unit without tiers keeps its rate."""
    base, above = {}, {}
    for key, price in prices.items():
        if isinstance(price, dict):
            base[unit(key)] = Decimal(price["base"])
            for tier in price["tiers"]:
                above.setdefault(tier["start"], {})[unit(key)] = Decimal(tier["price"])
        else:
            base[unit(key)] = Decimal(price)
    # A model that is listed without any price is given away.
    return base or {"input_tokens": Decimal(0), "output_tokens": Decimal(0)}, sorted(above.items())


def rules_of(provider, model):
    """Later prices go before earlier ones, so that each ends where the next begins; hours go beside the rest."""
    prices = model["prices"]
    entries = prices if isinstance(prices, list) else [{"prices": prices}]
    dated = [entry for entry in entries if "start_time" not in entry.get("constraint", {})]
    hours = [entry for entry in entries if "start_time" in entry.get("constraint", {})]
    name, match = f"{provider}/{model['id'].lower()}", matches(model["match"])
    for at, entry in enumerate(dated):
        start = entry.get("constraint", {}).get("start_date")
        end = dated[at + 1]["constraint"]["start_date"] if at + 1 < len(dated) else None
        base, above = rates(entry["prices"])
        yield Rule(name + (f"@{start}" if start else ""), provider, match, base, SOURCE, above, start=start, end=end)
    for entry in hours:
        daily = tuple(entry["constraint"][which][:5] for which in ("start_time", "end_time"))
        base, above = rates(entry["prices"])
        yield Rule(f"{name}@{daily[0]}", provider, match, base, SOURCE, above, daily=daily)


def read(book):
    """All rules, and for each provider the names that are priced by another match than the closest."""
    by_provider = {}
    for provider in book:
        taken, rules = set(), []
        for model in provider["models"]:
            for rule in rules_of(provider["id"], model):
                rule.match = [one for one in rule.match if (tuple(one.items())[0], rule.start, rule.daily) not in taken]
                taken |= {(tuple(one.items())[0], rule.start, rule.daily) for one in rule.match}
                if rule.match:
                    rules.append(rule)
        by_provider[provider["id"]] = rules
    return by_provider


def pin(rules, names):
    """Where the first match in order is not the closest, the first one's rule names the model. Returns what it named."""
    pinned = []
    for name in sorted(names):
        first = next((rule for rule in rules if any(covers(match, name) for match in rule.match)), None)
        if first and closest(rules, name).match is not first.match:
            for rule in rules:
                if rule.match is first.match:
                    rule.match.append({"equals": name})
            pinned.append((name, first.id))
    return pinned
