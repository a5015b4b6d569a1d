package org.llmops.router.record;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.v1.CallStatus;

/** How calls end, and what of their time is ours. */
@Singleton
class RecordMetrics {
    private final Map<CallStatus, Counter> ended = new EnumMap<>(CallStatus.class);
    private final Counter strangers;
    private final Timer overhead;

    RecordMetrics(MeterRegistry meters) {
        for (CallStatus status : CallStatus.values()) {
            ended.put(
                    status,
                    counter(meters, status.name().replace("CALL_STATUS_", "").toLowerCase(Locale.ROOT)));
        }
        strangers = counter(meters, "unauthenticated");
        overhead = Timer.builder("llmops.router.overhead")
                .description("Time of a call that was not spent waiting for a provider")
                .publishPercentileHistogram()
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String status) {
        return Counter.builder("llmops.router.calls")
                .description("Calls that have ended; all but the unauthenticated are recorded")
                .tag("status", status)
                .register(meters);
    }

    void ended(Exchange exchange) {
        Counter counter = ended.get(exchange.story().getStatus());
        (exchange.callerIfKnown().isEmpty() || counter == null ? strangers : counter).increment();
        overhead.record(exchange.clock().overhead());
    }
}
