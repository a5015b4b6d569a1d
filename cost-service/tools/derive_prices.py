#!/usr/bin/env python3
"""Derives the shipped price book from the price lists of others, and the fixture that tests it against real usage.

Usage: derive_prices.py <folder with genai-prices.json, litellm-model-prices.json, portkey/ and usage-bodies.json>
Writes service/src/main/resources/price-book.json, tools/catalogue-report.md and service/src/test/resources/usage-prices.json.
A changed price book becomes the next immutable version when the service starts.
"""

import hashlib
import json
import pathlib
import sys
from decimal import Decimal

from catalogue import fixture, genai, litellm, portkey, report
from catalogue.model import Rule
from catalogue.reconcile import Catalogue

FACTS = "MIT; the facts were taken, not the file"
VENDORS = [
    {"id": "aws", "aliases": ["bedrock", "aws-bedrock", "aws_bedrock", "amazon-bedrock", "amazon"]},
    {"id": "azure", "aliases": ["azure-openai", "azure_openai", "azure-ai", "azure_ai", "azure-foundry"],
     "sells": ["openai", "anthropic"]},
    {"id": "google", "aliases": ["gemini", "google-gemini", "google-ai", "vertex", "vertex-ai", "vertex_ai", "google-vertex"],
     "sells": ["anthropic"]},
    {"id": "x-ai", "aliases": ["xai", "grok"]},
    {"id": "mistral", "aliases": ["mistralai", "mistral-ai"]},
    {"id": "together", "aliases": ["together-ai", "together_ai", "togetherai"]},
    {"id": "fireworks", "aliases": ["fireworks-ai", "fireworks_ai"]},
    {"id": "perplexity", "aliases": ["perplexity-ai"]},
    {"id": "voyageai", "aliases": ["voyage", "voyage-ai"]},
    {"id": "moonshotai", "aliases": ["moonshot", "kimi"]},
    {"id": "zhipuai", "aliases": ["zhipu", "bigmodel"]},
    {"id": "cohere", "aliases": ["cohere-ai"]},
    {"id": "novita", "aliases": ["novita-ai"]},
]


def sources(folder):
    def digest(*files):
        total = hashlib.sha256()
        for file in files:
            total.update(file.read_bytes())
        return total.hexdigest()

    return [
        {"id": genai.SOURCE, "name": "pydantic/genai-prices", "url": "https://github.com/pydantic/genai-prices",
         "licence": FACTS, "checksum": digest(folder / "genai-prices.json")},
        {"id": litellm.SOURCE, "name": "BerriAI/litellm", "url": "https://github.com/BerriAI/litellm",
         "licence": FACTS, "checksum": digest(folder / "litellm-model-prices.json")},
        {"id": portkey.SOURCE, "name": "Portkey-AI/models", "url": "https://github.com/Portkey-AI/models",
         "licence": FACTS, "checksum": digest(*sorted((folder / "portkey").glob("*.json")))},
        {"id": "simulator", "name": "Round prices of the provider simulator", "url": "deploy/local/simulator/README.md",
         "licence": "Apache-2.0; invented for this project"},
    ]


def simulator():
    """The prices of the models that answer without any provider; tests and demonstrations know them by heart."""
    def rule(name, match, **units):
        rates = {unit: Decimal(rate) for unit, rate in units.items()}
        return Rule(f"simulator/{name}", "simulator", [match], rates, "simulator")

    yield rule("sim-small", {"equals": "sim-small"}, input_tokens="0.15", output_tokens="0.60")
    yield rule("sim-large", {"equals": "sim-large"}, input_tokens="2.50", output_tokens="10")
    yield rule("sim-claude", {"equals": "sim-claude"}, input_tokens="3", cache_read_tokens="0.30",
               cache_write_tokens="3.75", output_tokens="15")
    yield rule("sim-embed", {"equals": "sim-embed"}, input_tokens="0.02")
    yield rule("sim", {"prefix": "sim-"}, input_tokens="0.15", output_tokens="0.60")


def load(path):
    return json.loads(path.read_text(), parse_float=Decimal)


def write(path, document):
    """One entry a line, so that a change of one price is a change of one line."""

    def lines(value):
        if not isinstance(value, list):
            return json.dumps(value, ensure_ascii=False)
        entries = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":"), default=str) for each in value)
        return "[\n" + entries + "\n]"

    body = ",\n".join(f"{json.dumps(key)}: {lines(value)}" for key, value in document.items())
    path.write_text("{\n" + body + "\n}\n", encoding="utf-8")
    print(path)


def main(folder):
    tools = pathlib.Path(__file__).resolve().parent
    service = tools.parent / "service" / "src"
    bodies = load(folder / "usage-bodies.json")
    entries = list(litellm.read(load(folder / "litellm-model-prices.json")))
    models = portkey.read(folder / "portkey")
    catalogue = Catalogue(genai.read(load(folder / "genai-prices.json")), VENDORS)
    catalogue.pin({body["model"].lower() for body in bodies if body.get("model")}
                  | {entry.match[0]["equals"] for entry in entries} | {model for _, model in models})
    catalogue.resell()
    catalogue.add_litellm(entries)
    catalogue.add_portkey(models)
    catalogue.by_provider["simulator"] = list(simulator())
    rules = catalogue.rules()
    told = sources(folder)
    write(service / "main/resources/price-book.json", {
        "sources": told, "providers": VENDORS, "rules": [rule.document() for rule in rules]})
    report.write(tools / "catalogue-report.md", catalogue, rules, told)
    write(service / "test/resources/usage-prices.json", fixture.trimmed(bodies))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
