"""Makes one book of several lists: the first goes first, the others add what it lacks, and what differs is noted."""

from decimal import Decimal

from . import genai, litellm
from .model import Rule, closest

COMPARED = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "input_audio_tokens",
            "output_audio_tokens")
# The first list prices text, and caches as a whole; these are beside that and contradict nothing it says.
ADDED = ("cache_write_1h_tokens", "web_searches", "file_searches", "output_reasoning_tokens", "output_citation_tokens")
CACHES = ("cache_read_tokens", "cache_write_tokens", "cache_write_1h_tokens")
# AWS sells OpenAI's models a tenth above OpenAI's prices: gpt-5.4 and gpt-5.5 are listed so, and bodies of these were billed so.
RESOLD = ("gpt-5.6-sol", "gpt-5.6-terra", "gpt-5.6-luna")


class Catalogue:
    """The book as it grows, and what is to be told about it."""

    def __init__(self, by_provider, vendors):
        self.by_provider = by_provider
        self.vendors = {vendor["id"]: vendor for vendor in vendors}
        self.disagreements, self.enriched, self.pinned, self.only = [], [], [], []

    def find(self, provider, model, rates=None):
        """The rule for a model, its maker's where the vendor has none; of several periods the one with such rates, or the last."""
        for name in [provider, *self.vendors.get(provider, {}).get("sells", [])]:
            periods = [rule for rule in self.by_provider.get(name, []) if not rule.region and not rule.tier and not rule.daily]
            found = closest([rule for rule in periods if not rule.end], model)
            if found:
                earlier = [rule for rule in periods if rule.end and rule.match == found.match and rates and all(
                    rule.rates.get(unit) == rates[unit] for unit in ("input_tokens", "output_tokens") if unit in rates)]
                return earlier[-1] if earlier and not self.same_text(found, rates) else found
        return None

    @staticmethod
    def same_text(rule, rates):
        return all(rule.rates.get(unit) == rates[unit] for unit in ("input_tokens", "output_tokens") if unit in rates)

    def pin(self, names):
        for provider, rules in self.by_provider.items():
            self.pinned += genai.pin(rules, names | {
                text.lower() for rule in rules for match in rule.match for how, text in match.items() if how != "regex"})

    def resell(self):
        for model in RESOLD:
            made = self.find("openai", model)
            tenth_more = lambda rates: {unit: rate * Decimal("1.1") for unit, rate in rates.items()}
            self.by_provider["aws"].append(Rule(
                f"aws/openai.{model}", "aws", [{"equals": f"openai.{model}"}], tenth_more(made.rates), genai.SOURCE,
                [(above, tenth_more(rates)) for above, rates in made.thresholds]))

    def compare(self, source, provider, model, rates):
        """Notes every unit in which two lists differ. Returns the rule in force if they agree on what text costs."""
        rule = self.find(provider, model, rates)
        if rule is None:
            return None
        differing = [unit for unit in COMPARED if unit in rates and unit in rule.rates and rates[unit] != rule.rates[unit]]
        self.disagreements += [(provider, model, unit, rule.rates[unit], source, rates[unit], rule.id) for unit in differing]
        self.disagreements += [(provider, model, unit, None, source, rates[unit], rule.id) for unit in COMPARED
                               if rates.get(unit) and unit not in rule.rates and rates[unit] != rule.rates.get("input_tokens")]
        return rule if not {"input_tokens", "output_tokens"} & set(differing) else None

    def split_images(self, rule, entry):
        """A flat price of all output that is another list's price of images: only the images cost that much."""
        image = entry.rates.get("output_image_tokens")
        if image and rule.rates.get("output_tokens") == image != entry.rates.get("output_tokens"):
            rule.rates |= {"output_tokens": entry.rates["output_tokens"], "output_image_tokens": image}
            self.enriched.append((rule.id, "output_image_tokens", entry.source))

    def add_units(self, rule, entry):
        for unit in ADDED:
            if unit in entry.rates and unit not in rule.rates:
                rule.rates[unit] = entry.rates[unit]
                self.enriched.append((rule.id, unit, entry.source))
        for above, rates in entry.thresholds:
            for start, own in rule.thresholds:
                if start == above and "cache_write_1h_tokens" in rates:
                    own["cache_write_1h_tokens"] = rates["cache_write_1h_tokens"]

    def add_tier(self, rule, tier, rates, thresholds, source):
        """A tier's own prices for the same models. Caches that are not told cost in proportion to the input."""
        ident = f"{rule.id}#{tier}"
        rules = self.by_provider[rule.provider]
        if any(known.id == ident for known in rules) or not rule.rates.get("input_tokens") or "input_tokens" not in rates:
            return
        share = rates["input_tokens"] / rule.rates["input_tokens"]
        told = dict(rates)
        for unit in CACHES:
            if unit in rule.rates and unit not in told:
                told[unit] = (rule.rates[unit] * share).quantize(Decimal("0.000000001")).normalize()
        rules.append(Rule(ident, rule.provider, rule.match, told, source, thresholds, None, tier, rule.start, rule.end))
        self.enriched.append((rule.id, f"{tier} tier", source))

    def add_litellm(self, entries):
        entries = list(entries)
        agreeing = {}
        for entry in entries:
            if entry.tier or entry.region:
                continue
            model = entry.match[0]["equals"]
            known = self.find(entry.provider, model)
            if known and known.source == genai.SOURCE:
                self.split_images(known, entry)
            agreed = self.compare(litellm.SOURCE, entry.provider, model, entry.rates)
            if agreed is not None and agreed.provider == entry.provider and agreed.source == genai.SOURCE:
                agreeing[entry.id] = agreed
                self.add_units(agreed, entry)
            elif known is None:
                agreeing[entry.id] = entry
                self.by_provider.setdefault(entry.provider, []).append(entry)
                self.only.append(entry)
        for entry in entries:
            standard = agreeing.get(entry.id.split("#")[0].split("@")[0] if entry.tier else None)
            if entry.tier and not entry.region and standard is not None:
                self.add_tier(standard, entry.tier, entry.rates, entry.thresholds, entry.source)
        for entry in entries:
            if entry.region and not entry.tier:
                self.add_region(entry)

    def add_region(self, entry):
        anywhere = self.find(entry.provider, entry.match[0]["equals"])
        same = anywhere is not None and all(
            anywhere.rates.get(unit) == rate for unit, rate in entry.rates.items() if unit in COMPARED)
        rules = self.by_provider.setdefault(entry.provider, [])
        if not same and not any(known.id == entry.id for known in rules):
            rules.append(entry)
            self.only.append(entry)

    def add_portkey(self, models):
        for (provider, model), (standard, batch) in models.items():
            rule = self.compare("portkey", provider, model, standard)
            if rule is not None and rule.provider == provider and batch and not rule.thresholds:
                self.add_tier(rule, "batch", batch, [], "portkey")

    def rules(self):
        """Models that cost the same, with nothing else between them, share a rule; in the order of their ids."""
        found = [rule for provider in sorted(self.by_provider) for rule in self.by_provider[provider]]
        shared, kept = {}, []
        for rule in found:
            if rule.source == genai.SOURCE or any("equals" not in match for match in rule.match) or "#" in rule.id:
                kept.append(rule)
                continue
            key = str((rule.provider, rule.region, rule.tier, sorted(rule.rates.items()), rule.thresholds, rule.source))
            if key in shared:
                shared[key].match = shared[key].match + [one for one in rule.match if one not in shared[key].match]
            else:
                shared[key] = rule
                kept.append(rule)
        seen = {}
        for rule in kept:
            seen[rule.id] = seen.get(rule.id, 0) + 1
            if seen[rule.id] > 1:
                rule.id = f"{rule.id}~{rule.source}"
        return sorted(kept, key=lambda rule: (rule.provider, rule.id))
