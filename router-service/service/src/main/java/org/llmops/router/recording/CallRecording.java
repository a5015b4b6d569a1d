package org.llmops.router.recording;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.llmops.router.v1.CallRecord;

/** The recorder's place in the running service: its settings, its metrics, its start and its end. */
@Startup
@Singleton
public class CallRecording implements CallRecords {
    /** After everything that may still end a call. */
    private static final int LAST = Integer.MAX_VALUE;

    private final CallRecorder recorder;
    private final MeterRegistry metrics;

    CallRecording(
            RecordingSettings settings,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry metrics) {
        this.metrics = metrics;
        this.recorder = new CallRecorder(
                open(settings),
                new KafkaCallTopic(kafka),
                settings.maxSize().asLongValue(),
                settings.memoryRecords(),
                settings.syncInterval(),
                settings.flushTimeout());
    }

    @Override
    public void publish(CallRecord call) {
        recorder.publish(call);
    }

    @Override
    public boolean accepting() {
        return recorder.accepting();
    }

    @Override
    public long mark() {
        return recorder.mark();
    }

    @Override
    public boolean delivered(long mark) {
        return recorder.delivered(mark);
    }

    CallRecorder recorder() {
        return recorder;
    }

    @PostConstruct
    void meter() {
        counter(
                "llmops.calls.answered",
                "Calls that ended",
                counts -> counts.counts().answered());
        counter(
                "llmops.calls.recorded",
                "Call records that Kafka keeps",
                counts -> counts.counts().recorded());
        counter(
                "llmops.calls.lost",
                "Call records that nobody will see",
                counts -> counts.counts().lost());
        Gauge.builder("llmops.calls.spooled", recorder, CallRecorder::spooled)
                .description("Call records on disk that Kafka does not have yet")
                .register(metrics);
        Gauge.builder("llmops.calls.in.memory", recorder, CallRecorder::inMemory)
                .description("Call records that are not on disk yet")
                .register(metrics);
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent end) throws IOException {
        recorder.close();
    }

    private void counter(String name, String description, ToDoubleFunction<CallRecorder> count) {
        FunctionCounter.builder(name, recorder, count).description(description).register(metrics);
    }

    private static Spool open(RecordingSettings settings) {
        try {
            return Spool.open(
                    settings.spoolDirectory(),
                    Math.toIntExact(settings.segmentSize().asLongValue()));
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "Calls cannot be recorded; check llmops.recording.spool-directory. " + failure.getMessage(),
                    failure);
        }
    }
}
