package org.llmops.guardrail.screening;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.guardrail.redacting.Unscanned;

/** Counts what was found, decided and left unseen, never what was said. */
@ApplicationScoped
public class ScreeningMetrics {
    private final MeterRegistry registry;

    ScreeningMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts one screened request or stream. */
    public void count(Screened screened) {
        Direction direction = screened.direction();
        registry.counter(
                        "llmops.guardrail.screenings",
                        Tags.of("direction", tag(direction), "verdict", tag(screened.verdict())))
                .increment();
        for (Finding finding : screened.findings()) {
            Tags tags = Tags.of(
                    "rule",
                    finding.ruleId(),
                    "entity",
                    finding.entity().toLowerCase(Locale.ROOT),
                    "action",
                    tag(finding.done()),
                    "mode",
                    tag(finding.mode()));
            registry.counter("llmops.guardrail.findings", tags.and("direction", tag(direction)))
                    .increment();
        }
        for (Unscanned unscanned : screened.unscanned()) {
            registry.counter(
                            "llmops.guardrail.unscanned.bytes",
                            Tags.of("direction", tag(direction), "reason", unscanned.reason()))
                    .increment(unscanned.bytes());
        }
    }

    /** Counts how many of a request's texts were known from before. */
    void recalled(long recalled, long texts) {
        registry.counter("llmops.guardrail.texts", Tags.of("seen", "before")).increment(recalled);
        registry.counter("llmops.guardrail.texts", Tags.of("seen", "first")).increment(texts - recalled);
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
