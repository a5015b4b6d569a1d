package org.llmops.guardrail.screening;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.guardrail.redacting.Unscanned;

/** Counts what was found, decided and left unseen, never what was said. */
@ApplicationScoped
public class ScreeningMetrics {
    private final MeterRegistry registry;
    /** Looked up once: every call counts here. */
    private final Map<Outcome, Counter> screenings = new HashMap<>();

    private final Counter recalled;
    private final Counter first;

    ScreeningMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Direction direction : Direction.values()) {
            for (Verdict verdict : Verdict.values()) {
                screenings.put(
                        new Outcome(direction, verdict),
                        registry.counter(
                                "llmops.guardrail.screenings",
                                Tags.of("direction", tag(direction), "verdict", tag(verdict))));
            }
        }
        recalled = registry.counter("llmops.guardrail.texts", Tags.of("seen", "before"));
        first = registry.counter("llmops.guardrail.texts", Tags.of("seen", "first"));
    }

    /** Counts one screened request or stream. */
    public void count(Screened screened) {
        Direction direction = screened.direction();
        Objects.requireNonNull(screenings.get(new Outcome(direction, screened.verdict())))
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
    void recalled(long before, long texts) {
        recalled.increment(before);
        first.increment(texts - before);
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** What is counted together. */
    private record Outcome(Direction direction, Verdict verdict) {}
}
