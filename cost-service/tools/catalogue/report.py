"""Tells, for people, what the lists disagree on and what was done about it."""

from .model import plain

SHOWN = 3


def cell(rate):
    return "not listed" if rate is None else plain(rate)


def write(path, catalogue, rules, sources):
    lines = [
        "# How the shipped price book came about",
        "",
        "Written by `tools/derive_prices.py`; do not edit. Rates are USD, for a million tokens or as the register of units says.",
        "",
        "| list | licence | SHA-256 of what was read | rules it is the source of |",
        "|---|---|---|---|",
    ]
    for source in sources:
        count = sum(rule.source == source["id"] for rule in rules)
        lines.append(f"| {source['name']} | {source['licence']} | `{source.get('checksum', '')[:16]}` | {count} |")
    lines += [
        "",
        "## Rules of reconciliation",
        "",
        "1. genai-prices goes first: where it prices a model, its rates of text, audio and caches hold, and others only add units it has no word for.",
        "2. A flat output price of genai-prices that litellm knows as the price of image tokens is one: text of that model costs what litellm says.",
        "3. A tier (batch, flex, priority) is added where its list agrees with the standard price of input and output. Caches the list does not price at that tier cost in proportion to input.",
        "4. What genai-prices does not know is taken from litellm as it is; regional prices where they differ.",
        "5. genai-prices takes the first match in its order, this book the closest: where these differ, the rule names the model.",
        "",
        f"{len(rules)} rules; {len(catalogue.only)} models or regions only litellm knows; {len(catalogue.pinned)} models named by rule 5; "
        f"{len(catalogue.enriched)} additions; {len(catalogue.disagreements)} disagreements.",
        "",
        "## Disagreements",
        "",
        "The first column of prices is in the book. `not listed`: the book bills it as input, the other list has a price for it.",
        "",
        "| rule | unit | in the book | other list | there | models |",
        "|---|---|---|---|---|---|",
    ]
    grouped = {}
    for provider, model, unit, ours, source, theirs, rule in catalogue.disagreements:
        named = f"{provider}/{model}" if provider != rule.split("/")[0] else model
        grouped.setdefault((rule, unit, cell(ours), source, cell(theirs)), set()).add(named)
    for key, models in sorted(grouped.items()):
        shown = sorted(models)[:SHOWN]
        more = f" and {len(models) - SHOWN} more" if len(models) > SHOWN else ""
        lines.append("| " + " | ".join(key) + f" | {', '.join(shown)}{more} |")
    lines += ["", "## Additions", "", "| rule | what | from |", "|---|---|---|"]
    lines += [f"| {rule} | {what} | {source} |" for rule, what, source in sorted(set(catalogue.enriched))]
    lines += ["", "## Models named because of the order", "", "| model | rule |", "|---|---|"]
    lines += [f"| {model} | {rule} |" for model, rule in sorted(set(catalogue.pinned))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(path)
