package org.llmops.router.record;

import jakarta.enterprise.context.ApplicationScoped;
import org.llmops.router.exchange.Closing;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.recording.CallRecords;
import org.llmops.router.v1.CallTimings;

/** Publishes the record of a call whose caller is known; strangers leave none. */
@ApplicationScoped
public class Record implements Closing {
    private final CallRecords records;
    private final RecordMetrics metrics;
    private final int maxPayloadBytes;

    Record(CallRecords records, RecordMetrics metrics, RecordSettings settings) {
        this.records = records;
        this.metrics = metrics;
        this.maxPayloadBytes = Math.toIntExact(settings.maxPayload().asLongValue());
    }

    @Override
    public void after(Exchange exchange) {
        metrics.ended(exchange);
        if (exchange.callerIfKnown().isEmpty()) {
            return;
        }
        exchange.bodyIfKnown()
                .ifPresent(body -> exchange.story()
                        .setRequest(
                                exchange.inputCleared()
                                        ? Payloads.of(body.bytes(), maxPayloadBytes)
                                        : Payloads.withheld(body.bytes())));
        byte[] answer = exchange.kept().json();
        if (answer.length > 0) {
            exchange.story().setResponse(Payloads.of(answer, maxPayloadBytes));
        }
        exchange.story()
                .setHttpStatus(exchange.client().status())
                .setTimings(CallTimings.newBuilder()
                        .setTotalUs(exchange.elapsedNanos() / 1_000)
                        .setFirstTokenUs(exchange.firstContentNanos() / 1_000)
                        .setOverheadUs(exchange.overhead().toNanos() / 1_000));
        records.publish(exchange.story().build());
    }
}
