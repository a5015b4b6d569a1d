package org.llmops.router.telemetry;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.llmops.router.exchange.Closing;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.v1.CallRecord;

/**
 * How long calls take and how many tokens, by what they did and who answered (OpenTelemetry GenAI conventions 1.41). Tags
 * name only what the workspaces' administrators named, never what clients send.
 */
@Singleton
public class CallMeters implements Closing {
    /** The conventions' advice for buckets of durations and of tokens. */
    private static final double[] SECONDS = {
        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
    };

    private static final double[] TOKENS = {
        1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864
    };
    /** More combinations than this are told together: meters are never forgotten. */
    private static final int MAX_METERS = 2_000;

    private static final String OTHER = "_other";

    private final MeterRegistry registry;
    private final Map<Key, Meters> known = new ConcurrentHashMap<>();

    CallMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void after(Exchange exchange) {
        CallRecord.Builder story = exchange.story();
        Meters meters = of(Key.of(exchange));
        meters.duration.record(exchange.clock().elapsedNanos(), TimeUnit.NANOSECONDS);
        if (story.getStreamed() && exchange.clock().firstContentNanos() > 0) {
            meters.firstChunk.record(exchange.clock().firstContentNanos(), TimeUnit.NANOSECONDS);
        }
        if (story.hasUsage()) {
            meters.input.record(story.getUsage().getInputTokens());
            meters.output.record(story.getUsage().getOutputTokens());
        }
    }

    private Meters of(Key key) {
        Meters meters = known.get(key);
        if (meters != null) {
            return meters;
        }
        Key counted = known.size() < MAX_METERS ? key : key.other();
        return known.computeIfAbsent(counted, this::register);
    }

    private Meters register(Key key) {
        Tags tags = Tags.of(
                "gen_ai.operation.name", key.operation,
                "gen_ai.provider.name", key.provider,
                "gen_ai.response.model", key.model,
                "error.type", key.error);
        return new Meters(
                timer("gen_ai.client.operation.duration", "Duration of calls", tags),
                timer("gen_ai.client.operation.time_to_first_chunk", "Time to the first content of streams", tags),
                tokens(tags.and("gen_ai.token.type", "input")),
                tokens(tags.and("gen_ai.token.type", "output")));
    }

    private Timer timer(String name, String description, Tags tags) {
        Duration[] buckets = new Duration[SECONDS.length];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = Duration.ofNanos((long) (SECONDS[i] * 1e9));
        }
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    private DistributionSummary tokens(Tags tags) {
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of calls")
                .baseUnit("token")
                .tags(tags)
                .serviceLevelObjectives(TOKENS)
                .register(registry);
    }

    private record Meters(Timer duration, Timer firstChunk, DistributionSummary input, DistributionSummary output) {}

    private record Key(String operation, String provider, String model, String error) {
        private static Key of(Exchange exchange) {
            CallRecord.Builder story = exchange.story();
            return new Key(
                    story.getOperation(),
                    exchange.answering()
                            .map(target -> CallSpans.provider(target.provider()))
                            .orElse(""),
                    story.getRoute().getModel(),
                    exchange.refusal()
                            .map(refusal -> refusal.reason().name().toLowerCase(Locale.ROOT))
                            .orElse(""));
        }

        private Key other() {
            return new Key(operation, OTHER, OTHER, error);
        }
    }
}
