package org.llmops.router.exchange;

import org.llmops.router.body.Json;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;

/** How urgently a provider is to answer, which decides by which rates it bills: {@code standard}, {@code priority}, … */
public final class ServiceTiers {
    private static final String STANDARD = "standard";
    private static final int LONGEST = 40;

    private ServiceTiers() {}

    /** What the request asks for; standard when it does not say, or leaves it to the provider. */
    public static String requested(RequestBody body) {
        return tier(asked(body));
    }

    /** What the provider says it has answered at; else what was asked for. */
    public static String billed(Exchange exchange) {
        String told = exchange.consumption().serviceTier();
        return told == null ? requested(exchange.body()) : tier(told);
    }

    /** In the words of the provider, else of the request; empty when neither says. */
    public static String told(Exchange exchange) {
        String told = exchange.consumption().serviceTier();
        return told == null ? exchange.bodyIfKnown().map(ServiceTiers::asked).orElse("") : told;
    }

    private static String asked(RequestBody body) {
        return body.member("service_tier")
                .map(Member::value)
                .filter(value -> value.bytes() <= LONGEST && body.bytes()[value.start()] == '"')
                .map(value -> Json.text(body.bytes(), value.start(), value.end()))
                .orElse("");
    }

    private static String tier(String told) {
        return switch (told) {
            case "priority", "flex", "batch" -> told;
            default -> STANDARD;
        };
    }
}
