"""What a price list says, in one form for all lists: rules, and which of them covers a model."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

MILLION = Decimal(1_000_000)
THOUSAND = Decimal(1_000)


@dataclass
class Rule:
    """Prices of some models. Rates are for as many units as the service's register says: tokens by the million."""

    id: str
    provider: str
    match: list
    rates: dict
    source: str
    thresholds: list = field(default_factory=list)
    region: str | None = None
    tier: str | None = None
    start: str | None = None
    end: str | None = None
    daily: tuple | None = None

    def document(self):
        """The rule as the price book writes it down; what says nothing is left out."""
        entry = {"id": self.id, "provider": self.provider, "match": self.match}
        if self.region:
            entry["region"] = self.region
        if self.tier:
            entry["service_tier"] = self.tier
        if self.start:
            entry["effective_from"] = self.start
        if self.end:
            entry["effective_to"] = self.end
        if self.daily:
            entry["daily"] = {"from": self.daily[0], "to": self.daily[1]}
        entry["rates"] = {unit: plain(rate) for unit, rate in self.rates.items()}
        if self.thresholds:
            entry["thresholds"] = [
                {"axis": "input_tokens", "above": above, "rates": {unit: plain(rate) for unit, rate in rates.items()}}
                for above, rates in self.thresholds
            ]
        entry["source"] = self.source
        return entry


def plain(number):
    """A decimal without exponent or needless zeros."""
    text = format(Decimal(number), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def covers(match, model):
    """Whether one way to match covers a model; names differ in more than case."""
    (how, text), = match.items()
    if how == "regex":
        return re.search(text, model, re.IGNORECASE) is not None
    text, model = text.lower(), model.lower()
    return {
        "equals": model == text,
        "prefix": model.startswith(text),
        "suffix": model.endswith(text),
        "contains": text in model,
    }[how]


def closeness(match):
    """How much a match says about a model; the service compares in the same way."""
    (how, text), = match.items()
    return {"equals": 1_000_000, "regex": 0}.get(how, len(text))


def closest(rules, model):
    """The rule the service would choose; of the same closeness, the one whose id comes first."""
    found = [
        (-max(closeness(match) for match in rule.match if covers(match, model)), rule.id, rule)
        for rule in rules
        if any(covers(match, model) for match in rule.match)
    ]
    return min(found)[2] if found else None
