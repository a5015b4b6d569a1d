package org.llmops.guardrail.findings;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.llmops.guardrail.redacting.CompiledPolicy;
import org.llmops.guardrail.trying.Tried;
import org.llmops.guardrail.trying.TriedText;
import org.llmops.guardrail.trying.Trying;

/**
 * Screens what was screened once more with versions in shadow: later, elsewhere, so that no call waits for them. A text of
 * which only the beginning was kept is not shown, because half a text is another text.
 */
@ApplicationScoped
class ShadowScreening {
    private static final Logger log = Logger.getLogger(ShadowScreening.class);

    private final Trying trying;
    private final MeterRegistry metrics;

    ShadowScreening(Trying trying, MeterRegistry metrics) {
        this.trying = trying;
        this.metrics = metrics;
    }

    Uni<List<Observed>> look(List<Observation> observations) {
        return Multi.createFrom()
                .iterable(observations)
                .onItem()
                .transformToUniAndConcatenate(this::look)
                .collect()
                .asList();
    }

    private Uni<Observed> look(Observation observation) {
        if (observation.policies().shadows().isEmpty()) {
            return Uni.createFrom().item(new Observed(observation, List.of()));
        }
        List<Uni<Observed.Shadowed>> looks = new ArrayList<>();
        for (CompiledPolicy shadow : observation.policies().shadows()) {
            for (Observation.Text text : observation.texts()) {
                if (text.isWhole()) {
                    looks.add(look(observation, shadow, text));
                } else {
                    metrics.counter("llmops.guardrail.shadow.screenings", "verdict", "too_long")
                            .increment();
                }
            }
        }
        return Multi.createFrom()
                .iterable(looks)
                .onItem()
                .transformToUniAndConcatenate(look -> look)
                .collect()
                .asList()
                .map(shadowed -> new Observed(observation, shadowed));
    }

    /** A shadow that fails is no reason to lose what was found in earnest. */
    private Uni<Observed.Shadowed> look(Observation observation, CompiledPolicy shadow, Observation.Text text) {
        TriedText tried =
                new TriedText(observation.direction(), text.source(), text.text(), List.of(), observation.attributes());
        return trying.text(observation.workspace(), shadow, tried)
                .invoke(this::count)
                .map(Tried::findings)
                .onFailure()
                .recoverWithItem(failure -> {
                    log.warnf(
                            "A version in shadow failed: %s", failure.getClass().getSimpleName());
                    metrics.counter("llmops.guardrail.shadow.screenings", "verdict", "failed")
                            .increment();
                    return List.of();
                })
                .map(findings -> new Observed.Shadowed(shadow.ref(), text, findings));
    }

    private void count(Tried tried) {
        metrics.counter(
                        "llmops.guardrail.shadow.screenings",
                        "verdict",
                        tried.verdict().name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
