"""Portkey-AI/models: prices in cents for one token. Compared with, and read for batches."""

import json
from decimal import Decimal

from .model import MILLION

SOURCE = "portkey"
PROVIDERS = {"azure-openai": "azure", "azure-ai": "azure", "bedrock": "aws", "bedrock-mantle": "aws", "vertex-ai": "google",
             "mistral-ai": "mistral", "together-ai": "together", "fireworks-ai": "fireworks", "novita-ai": "novita",
             "perplexity-ai": "perplexity", "moonshot": "moonshotai", "zhipu": "zhipuai", "claude-platform-aws": None,
             "palm": None, "ember-cloud": None}
UNITS = {"request_token": "input_tokens", "response_token": "output_tokens", "cache_read_input_token": "cache_read_tokens",
         "cache_write_input_token": "cache_write_tokens", "request_audio_token": "input_audio_tokens",
         "response_audio_token": "output_audio_tokens"}
CENT = Decimal("0.01")


def rates(config):
    """Zero stands for what is not sold."""
    return {UNITS[key]: Decimal(price["price"]) * CENT * MILLION for key, price in config.items()
            if key in UNITS and price.get("price")}


def read(folder):
    """For each provider and model: the standard rates, and those of batches where they are told."""
    found = {}
    for file in sorted(folder.glob("*.json")):
        provider = PROVIDERS.get(file.stem, file.stem)
        if provider is None:
            continue
        for model, entry in json.loads(file.read_text(), parse_float=Decimal).items():
            config = entry.get("pricing_config") or {}
            standard = rates(config.get("pay_as_you_go") or {})
            if model != "default" and standard.get("input_tokens"):
                found.setdefault((provider, model.lower()), (standard, rates(config.get("batch_config") or {})))
    return found
