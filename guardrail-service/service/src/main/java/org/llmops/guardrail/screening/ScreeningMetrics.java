package org.llmops.guardrail.screening;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.Finding;

/** Counts what was found and decided, never what was said. */
@ApplicationScoped
public class ScreeningMetrics {
    private final MeterRegistry registry;

    ScreeningMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts one screened request or stream. */
    public void count(Direction direction, Verdict verdict, List<Finding> findings) {
        registry.counter("llmops.guardrail.screenings", Tags.of("direction", tag(direction), "verdict", tag(verdict)))
                .increment();
        for (Finding finding : findings) {
            Tags tags = Tags.of(
                    "rule",
                    finding.ruleId(),
                    "entity",
                    finding.entity().toLowerCase(Locale.ROOT),
                    "action",
                    tag(finding.action()));
            registry.counter("llmops.guardrail.findings", tags.and("direction", tag(direction)))
                    .increment();
        }
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
