"""BerriAI/litellm: prices in USD for one unit, with service tiers, regions and units that the first list lacks."""

import re
from decimal import Decimal

from .model import MILLION, THOUSAND, Rule

SOURCE = "litellm"
PROVIDERS = {
    "text-completion-openai": "openai", "azure_text": "azure", "azure_ai": "azure", "bedrock": "aws",
    "bedrock_converse": "aws", "bedrock_mantle": "aws", "amazon_nova": "aws", "aws_polly": "aws", "sagemaker": "aws",
    "gemini": "google", "palm": "google", "cohere_chat": "cohere", "xai": "x-ai", "together_ai": "together",
    "fireworks_ai": "fireworks", "fireworks_ai-embedding-models": "fireworks", "voyage": "voyageai",
    "moonshot": "moonshotai", "codestral": "mistral", "text-completion-codestral": "mistral",
    "text-completion-inception": "inception", "meta_llama": "meta-llama", "zai": "z-ai",
}
# Not sold by the call, sold under names that carry a size or a quality, or other people's accounts.
NOT_FOR_SALE = {"github_copilot", "chatgpt", "ollama", "lemonade", "pinstripes", "sample", "apiserpent", None,
                "one of https://docs.litellm.ai/docs/providers"}
PER = {
    "input_cost_per_token": ("input_tokens", MILLION), "output_cost_per_token": ("output_tokens", MILLION),
    "cache_read_input_token_cost": ("cache_read_tokens", MILLION),
    "input_cost_per_token_cache_hit": ("cache_read_tokens", MILLION),
    "cache_creation_input_token_cost": ("cache_write_tokens", MILLION),
    "cache_creation_input_token_cost_above_1hr": ("cache_write_1h_tokens", MILLION),
    "input_cost_per_audio_token": ("input_audio_tokens", MILLION),
    "output_cost_per_audio_token": ("output_audio_tokens", MILLION),
    "cache_read_input_audio_token_cost": ("cache_audio_read_tokens", MILLION),
    "cache_creation_input_audio_token_cost": ("cache_audio_write_tokens", MILLION),
    "output_cost_per_reasoning_token": ("output_reasoning_tokens", MILLION),
    "input_cost_per_image_token": ("input_image_tokens", MILLION),
    "output_cost_per_image_token": ("output_image_tokens", MILLION),
    "output_cost_per_video_token": ("output_video_tokens", MILLION),
    "citation_cost_per_token": ("output_citation_tokens", MILLION),
    "input_cost_per_character": ("input_characters", MILLION),
    "output_cost_per_character": ("output_characters", MILLION),
    "output_cost_per_image": ("output_images", Decimal(1)),
    "input_cost_per_request": ("requests", THOUSAND),
    "file_search_cost_per_1k_calls": ("file_searches", Decimal(1)),
    "ocr_cost_per_page": ("input_document_pages", THOUSAND),
    "annotation_cost_per_page": ("input_annotated_document_pages", THOUSAND),
}
HOUR = Decimal(3_600)
TIERS = {"priority": "priority", "flex": "flex", "batches": "batch"}
KEY = re.compile(r"^(.*?)(?:_above_(\d+)k_tokens)?(?:_(priority|flex|batches))?$")
REGION = re.compile(r"^(?:bedrock|azure|azure_ai|vertex_ai)/((?:us|eu|ap|ca|sa|me|af|mx)(?:-gov)?(?:-[a-z]+-\d)?)/(.+)$")


def provider_of(entry):
    name = entry.get("litellm_provider")
    if name in NOT_FOR_SALE:
        return None
    if name.startswith("vertex_ai"):
        return "google"
    return PROVIDERS.get(name, name.replace("_", "-"))


def unsaleable(name):
    return "-x-" in name or "commitment" in name or name.startswith(("ft:", "low/", "medium/", "high/", "hd/", "standard/"))


def name_of(key, entry):
    """The model as its provider calls it, and the region its price is of."""
    region = REGION.match(key)
    if region:
        return region[2], region[1]
    prefix = (entry["litellm_provider"] or "").split("-")[0]
    for front in (prefix + "/", prefix.removesuffix("_converse") + "/", entry["litellm_provider"] + "/", "global/"):
        key = key.removeprefix(front)
    return key.removeprefix("invoke/").removeprefix("global/").removeprefix("meta_llama/"), None


def other_units(entry):
    """Units whose meaning depends on what the model does."""
    mode, found = entry.get("mode"), {}
    tokens = "input_cost_per_token" in entry and Decimal(entry["input_cost_per_token"]) > 0
    seconds_in, seconds_out = entry.get("input_cost_per_second"), entry.get("output_cost_per_second")
    if mode == "audio_transcription" and (seconds_in or seconds_out) and not tokens:
        found["input_audio_seconds"] = Decimal(seconds_in or seconds_out) * HOUR
    if mode == "audio_speech" and (seconds_in or seconds_out) and not tokens:
        found["output_audio_seconds"] = Decimal(seconds_out or seconds_in) * HOUR
    if mode == "video_generation" and (seconds_out or entry.get("output_cost_per_video_per_second")):
        found["output_video_seconds"] = Decimal(seconds_out or entry["output_cost_per_video_per_second"]) * HOUR
    if not tokens and entry.get("input_cost_per_video_per_second"):
        found["input_video_seconds"] = Decimal(entry["input_cost_per_video_per_second"]) * HOUR
    if entry.get("input_cost_per_image") and (not tokens or mode == "image_generation"):
        found["output_images" if mode in ("image_generation", "image_edit") else "input_images"] = Decimal(
            entry["input_cost_per_image"])
    if entry.get("input_cost_per_query"):
        found["rerank_searches" if mode == "rerank" else "requests"] = Decimal(entry["input_cost_per_query"]) * THOUSAND
    sizes = set((entry.get("search_context_cost_per_query") or {}).values())
    if len(sizes) == 1 and mode != "rerank":
        found["web_searches"] = Decimal(sizes.pop()) * THOUSAND
    return found


def rates(entry):
    """Base rates, thresholds, and the same for each service tier."""
    found = {}
    for key, price in entry.items():
        base, above, tier = KEY.match(key).groups()
        if base in PER and isinstance(price, (int, Decimal)) and price >= 0:
            unit, per = PER[base]
            found.setdefault(TIERS.get(tier), {}).setdefault(int(above or 0) * 1_000, {})[unit] = Decimal(price) * per
    for step in entry.get("tiered_pricing") or []:
        at = found.setdefault(None, {}).setdefault(int(step.get("range", [0])[0]), {})
        for key, price in step.items():
            if key in PER:
                at[PER[key][0]] = Decimal(price) * PER[key][1]
    base = found.setdefault(None, {}).setdefault(0, {})
    base.update(other_units(entry))
    for steps in found.values():
        for rates_at in steps.values():
            if rates_at.get("output_reasoning_tokens") == rates_at.get("output_tokens"):
                rates_at.pop("output_reasoning_tokens", None)
    if {"output_images", "output_image_tokens"} <= base.keys():
        del base["output_images"]
    return found


def read(listed):
    """Every entry that can be sold, as rules of the standard tier and of others."""
    for key, entry in listed.items():
        provider = provider_of(entry)
        if provider is None or unsaleable(key):
            continue
        model, region = name_of(key, entry)
        found = rates(entry)
        if not any(rate > 0 for rate in found[None][0].values()):
            continue
        for tier, steps in found.items():
            if steps.get(0):
                name = f"{provider}/{model.lower()}" + (f"@{region}" if region else "") + (f"#{tier}" if tier else "")
                thresholds = sorted((above, units) for above, units in steps.items() if above)
                yield Rule(name, provider, [{"equals": model.lower()}], steps[0], SOURCE, thresholds, region, tier)
