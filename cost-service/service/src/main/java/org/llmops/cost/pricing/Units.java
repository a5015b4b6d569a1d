package org.llmops.cost.pricing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.Unit.Family;
import org.llmops.cost.pricing.Unit.Side;

/** The register of units. Tokens have names for every combination of side, modality and kind that providers tell apart. */
final class Units {
    static final Comparator<Unit> GENERAL_FIRST =
            Comparator.comparingInt(Unit::particularity).thenComparing(Unit::label);

    private static final long MILLION = 1_000_000;
    private static final long THOUSAND = 1_000;
    private static final long HOUR = 3_600;
    private static final long BILLION = 1_000_000_000;

    private static final List<String> MODALITIES = List.of("", "text", "audio", "image", "video");

    static final Collection<Unit> ALL = register();
    static final Map<String, Unit> BY_LABEL = byLabel();

    private Units() {}

    static Unit known(String label) {
        return Objects.requireNonNull(BY_LABEL.get(label), label);
    }

    private static List<Unit> register() {
        List<Unit> units = new ArrayList<>();
        for (String modality : MODALITIES) {
            String of = modality.isEmpty() ? "" : modality + "_";
            tokens(units, "input_" + of + "tokens", Side.INPUT, modality, null);
            tokens(units, "cache_" + of + "read_tokens", Side.INPUT, modality, "cache_read");
            tokens(units, "cache_" + of + "write_tokens", Side.INPUT, modality, "cache_write");
            tokens(units, "cache_" + of + "write_5m_tokens", Side.INPUT, modality, "cache_write/5m");
            tokens(units, "cache_" + of + "write_1h_tokens", Side.INPUT, modality, "cache_write/1h");
            tokens(units, "input_" + of + "tool_tokens", Side.INPUT, modality, "tool");
            tokens(units, "output_" + of + "tokens", Side.OUTPUT, modality, null);
            tokens(units, "output_" + of + "reasoning_tokens", Side.OUTPUT, modality, "reasoning");
            tokens(units, "output_" + of + "citation_tokens", Side.OUTPUT, modality, "citation");
        }
        other(units, "input_characters", Family.CHARACTERS, Side.INPUT, null, MILLION);
        other(units, "output_characters", Family.CHARACTERS, Side.OUTPUT, null, MILLION);
        other(units, "input_images", Family.IMAGES, Side.INPUT, null, 1);
        other(units, "output_images", Family.IMAGES, Side.OUTPUT, null, 1);
        other(units, "input_pixels", Family.PIXELS, Side.INPUT, null, BILLION);
        other(units, "output_pixels", Family.PIXELS, Side.OUTPUT, null, BILLION);
        seconds(units, "audio_seconds", Side.CALL, "audio");
        seconds(units, "input_audio_seconds", Side.INPUT, "audio");
        seconds(units, "output_audio_seconds", Side.OUTPUT, "audio");
        seconds(units, "input_video_seconds", Side.INPUT, "video");
        seconds(units, "output_video_seconds", Side.OUTPUT, "video");
        other(units, "input_document_pages", Family.PAGES, Side.INPUT, null, THOUSAND);
        other(units, "input_annotated_document_pages", Family.PAGES, Side.INPUT, "annotated", THOUSAND);
        other(units, "rerank_searches", Family.SEARCHES, Side.CALL, "rerank", THOUSAND);
        other(units, "web_searches", Family.SEARCHES, Side.CALL, "web", THOUSAND);
        other(units, "file_searches", Family.SEARCHES, Side.CALL, "file", THOUSAND);
        other(units, "social_searches", Family.SEARCHES, Side.CALL, "social", THOUSAND);
        other(units, "code_executions", Family.EXECUTIONS, Side.CALL, null, THOUSAND);
        other(units, "requests", Family.REQUESTS, Side.CALL, null, THOUSAND);
        return List.copyOf(units);
    }

    private static void tokens(List<Unit> units, String label, Side side, String modality, @Nullable String kind) {
        units.add(new Unit(label, Family.TOKENS, side, modality.isEmpty() ? null : modality, kind, MILLION));
    }

    private static void seconds(List<Unit> units, String label, Side side, String modality) {
        units.add(new Unit(label, Family.SECONDS, side, modality, null, HOUR));
    }

    private static void other(
            List<Unit> units, String label, Family family, Side side, @Nullable String kind, long per) {
        units.add(new Unit(label, family, side, null, kind, per));
    }

    private static Map<String, Unit> byLabel() {
        Map<String, Unit> byLabel = new LinkedHashMap<>();
        ALL.forEach(unit -> byLabel.put(unit.label(), unit));
        byLabel.put("search_units", Objects.requireNonNull(byLabel.get("rerank_searches")));
        byLabel.put("storage_searches", Objects.requireNonNull(byLabel.get("file_searches")));
        byLabel.put("images", Objects.requireNonNull(byLabel.get("output_images")));
        byLabel.put("reasoning_tokens", Objects.requireNonNull(byLabel.get("output_reasoning_tokens")));
        return Map.copyOf(byLabel);
    }
}
