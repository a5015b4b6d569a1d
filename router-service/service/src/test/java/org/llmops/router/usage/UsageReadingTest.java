package org.llmops.router.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;

class UsageReadingTest {
    /** Whoever defines a shape tells all that can stand in it. */
    private static final Map<String, UsageFlavour> DEFINING = Map.of(
            "openai/chat", UsageFlavour.CHAT,
            "openai/embeddings", UsageFlavour.EMBEDDINGS,
            "openai/responses", UsageFlavour.RESPONSES,
            "anthropic/default", UsageFlavour.ANTHROPIC,
            "google/default", UsageFlavour.GOOGLE,
            "aws/default", UsageFlavour.AWS,
            "cohere/default", UsageFlavour.COHERE,
            "cohere/tokens", UsageFlavour.COHERE_TOKENS,
            "cohere/embeddings", UsageFlavour.COHERE);

    /** Parts of a total that the price list of a provider who only hosts a shape may not tell apart. */
    private static final Set<String> PARTS = Set.of(
            "cache_read_tokens",
            "cache_write_tokens",
            "cache_write_5m_tokens",
            "output_reasoning_tokens",
            "input_audio_tokens",
            "web_searches");

    @Test
    void readsTheUsageOfEveryFlavour() throws IOException {
        JsonNode bodies = fixture().path("bodies");

        assertThat(bodies).hasSizeGreaterThan(30);
        for (JsonNode body : bodies) {
            body.path("expected").properties().forEach(expected -> {
                Map<String, Long> read = counts(UsageFlavour.valueOf(expected.getKey()), body.path("usage"));
                read.keySet()
                        .removeIf(unit -> hostOnly(expected.getKey())
                                && !expected.getValue().has(unit));
                assertThat(read)
                        .as("%s of %s", expected.getKey(), body.path("usage"))
                        .isEqualTo(counts(expected.getValue()));
            });
        }
    }

    /** xAI's price list tells fewer parts apart than the shape it uses has. */
    private static boolean hostOnly(String flavour) {
        return flavour.equals("CHAT_REASONING_APART");
    }

    /** Every body and every price list of the shared data, where that is at hand. */
    @Test
    void readsWhatThePriceListsOfAllProvidersRead() throws IOException {
        String folder = System.getProperty("llmops.shared-data", "");
        assumeTrue(!folder.isEmpty(), "Give the shared data's folder as -Dllmops.shared-data=… to check all bodies");
        JsonNode bodies = Json.tree(Files.readAllBytes(Path.of(folder, "prices", "usage-bodies.json")));
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> partsMore = new TreeMap<>();
        int exact = 0;
        int pairs = 0;
        ObjectNode readings = Json.object();
        for (int at = 0; at < bodies.size(); at++) {
            JsonNode body = bodies.get(at);
            JsonNode usage = usage(body.path("body"));
            boolean asDefined = true;
            for (JsonNode extracted : body.path("extracted")) {
                for (JsonNode extractor : extracted.path("extractors")) {
                    String list = extractor.path("provider_id").asText() + "/"
                            + extractor.path("api_flavor").asText();
                    Map<String, Long> expected = counts(extracted.path("usage"));
                    Map<String, Long> read = counts(flavour(list), usage);
                    ObjectNode reading = readings.putObject(at + " " + list);
                    read.forEach(reading::put);
                    pairs++;
                    if (!read.equals(expected)) {
                        asDefined &= !DEFINING.containsKey(list);
                        read.keySet().removeIf(unit -> PARTS.contains(unit) && !expected.containsKey(unit));
                        if (read.equals(expected) && !DEFINING.containsKey(list)) {
                            partsMore.merge(list, 1, Integer::sum);
                        } else {
                            wrong.add(list + ": " + usage + " read as " + read + ", expected " + expected);
                        }
                    }
                }
            }
            exact += asDefined ? 1 : 0;
        }
        System.out.printf(
                "%d of %d bodies as their flavour's definer reads them; %d of %d readings by any price list exact, %d tell more parts: %s%n",
                exact,
                bodies.size(),
                pairs - partsMore.values().stream().mapToInt(Integer::intValue).sum() - wrong.size(),
                pairs,
                partsMore.values().stream().mapToInt(Integer::intValue).sum(),
                partsMore);

        tell(readings);

        assertThat(wrong).isEmpty();
        assertThat(exact).isEqualTo(bodies.size());
    }

    /** For the cost service's own test, which prices what is read here: together they price the raw bodies. */
    private static void tell(ObjectNode readings) throws IOException {
        String file = System.getProperty("llmops.usage-readings", "");
        if (!file.isEmpty()) {
            Files.write(Path.of(file), Json.bytes(readings));
        }
    }

    @Test
    void tellsUsageInChatCompletionsSoThatItReadsTheSame() throws IOException {
        for (JsonNode body : fixture().path("bodies")) {
            body.path("expected").fieldNames().forEachRemaining(flavour -> {
                TokenUsage usage = UsageReading.of(UsageFlavour.valueOf(flavour), body.path("usage"));
                TokenUsage again = UsageReading.of(UsageFlavour.CHAT, ChatUsage.of(usage));

                assertThat(again)
                        .usingRecursiveComparison()
                        .ignoringFields("raw", "details")
                        .isEqualTo(usage);
            });
        }
    }

    private static UsageFlavour flavour(String list) {
        UsageFlavour defined = DEFINING.get(list);
        if (defined != null) {
            return defined;
        }
        return switch (list.substring(list.indexOf('/') + 1)) {
            case "responses" -> UsageFlavour.RESPONSES;
            case "anthropic" -> UsageFlavour.ANTHROPIC;
            case "embeddings" -> UsageFlavour.EMBEDDINGS;
            case "default" -> list.startsWith("minimax/") ? UsageFlavour.ANTHROPIC : UsageFlavour.CHAT;
            default -> list.equals("x-ai/chat") ? UsageFlavour.CHAT_REASONING_APART : UsageFlavour.CHAT;
        };
    }

    private static JsonNode usage(JsonNode body) {
        for (String member : List.of("usage", "usageMetadata", "meta")) {
            if (body.path(member).isObject()) {
                return body.path(member);
            }
        }
        throw new IllegalStateException("No usage in " + body);
    }

    private static Map<String, Long> counts(JsonNode expected) {
        Map<String, Long> counts = new TreeMap<>();
        expected.properties()
                .forEach(count -> put(counts, count.getKey(), count.getValue().asLong()));
        return counts;
    }

    private static Map<String, Long> counts(UsageFlavour flavour, JsonNode json) {
        TokenUsage usage = UsageReading.of(flavour, json);
        Map<String, Long> counts = new TreeMap<>(usage.details());
        put(counts, "input_tokens", usage.input());
        put(counts, "cache_read_tokens", usage.cacheRead());
        put(counts, "cache_write_tokens", usage.cacheWrite());
        put(counts, "output_tokens", usage.output());
        put(counts, "output_reasoning_tokens", usage.reasoning());
        return counts;
    }

    private static void put(Map<String, Long> counts, String unit, long count) {
        if (count != 0) {
            counts.put(unit, count);
        }
    }

    private static JsonNode fixture() throws IOException {
        try (InputStream bodies = UsageReadingTest.class.getResourceAsStream("/usage/bodies.json")) {
            return Json.tree(Objects.requireNonNull(bodies).readAllBytes());
        }
    }
}
