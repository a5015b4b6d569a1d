package org.llmops.router.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.llmops.router.body.Json;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.TokenUsage;

/** How urgently a provider is to answer, which decides by which rates it bills: {@code standard}, {@code priority}, … */
public final class ServiceTiers {
    private static final String STANDARD = "standard";
    private static final int LONGEST = 40;

    private ServiceTiers() {}

    /** What the request asks for; standard when it does not say, or leaves it to the provider. */
    public static String requested(RequestBody body) {
        return body.member("service_tier")
                .map(Member::value)
                .filter(value -> value.bytes() <= LONGEST)
                .map(value -> new String(body.bytes(), value.start(), value.bytes(), StandardCharsets.UTF_8))
                .map(json -> tier(json.replace("\"", "")))
                .orElse(STANDARD);
    }

    /** What the provider says it has answered at, where its usage tells; else what was asked for. */
    public static String billed(Exchange exchange) {
        return exchange.usage()
                .map(usage -> billed(usage, exchange.body()))
                .orElseGet(() -> requested(exchange.body()));
    }

    /** The same for an answer that the call does not use. */
    public static String billed(TokenUsage usage, RequestBody body) {
        String told = told(usage.raw());
        return told.isEmpty() ? requested(body) : told;
    }

    private static String told(String rawUsage) {
        if (!rawUsage.contains("\"service_tier\"")) {
            return "";
        }
        try {
            JsonNode usage = Json.tree(rawUsage.getBytes(StandardCharsets.UTF_8));
            String told = usage.path("service_tier").asText("");
            return told.isEmpty() ? "" : tier(told);
        } catch (IOException malformed) {
            return "";
        }
    }

    private static String tier(String told) {
        return switch (told) {
            case "priority", "flex", "batch" -> told;
            default -> STANDARD;
        };
    }
}
