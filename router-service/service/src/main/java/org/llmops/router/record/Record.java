package org.llmops.router.record;

import jakarta.inject.Singleton;
import org.llmops.router.exchange.Closing;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.ServiceTiers;
import org.llmops.router.providers.Regions;
import org.llmops.router.recording.CallRecords;
import org.llmops.router.v1.CallTimings;

/** Publishes the record of a call whose caller is known, before the client sees the call's end; strangers leave none. */
@Singleton
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
        exchange.destinationIfKnown()
                .ifPresent(destination ->
                        exchange.story().setDecision(destination.decision().json()));
        exchange.bodyIfKnown()
                .ifPresent(body -> exchange.story()
                        .setRequest(
                                exchange.screening().isCleared() && isJson(body.bytes())
                                        ? Payloads.of(body.bytes(), maxPayloadBytes)
                                        : Payloads.withheld(body.bytes())));
        byte[] answer = exchange.kept().json();
        if (answer.length > 0) {
            exchange.story()
                    .setResponse(
                            exchange.screening().isCleared() && isJson(answer)
                                    ? Payloads.of(answer, maxPayloadBytes)
                                    : Payloads.withheld(answer));
        }
        exchange.answering().ifPresent(target -> {
            exchange.story().setServiceTier(ServiceTiers.told(exchange));
            Regions.of(target.provider().baseUrl()).ifPresent(exchange.story()::setRegion);
        });
        exchange.story()
                .setHttpStatus(exchange.client().status())
                .setTimings(CallTimings.newBuilder()
                        .setTotalUs(exchange.clock().elapsedNanos() / 1_000)
                        .setFirstTokenUs(exchange.clock().firstContentNanos() / 1_000)
                        .setOverheadUs(exchange.clock().overhead().toNanos() / 1_000));
        records.publish(exchange.story().build());
    }

    /** Forms, sounds and images are told by their length alone. */
    private static boolean isJson(byte[] body) {
        return body.length > 1 && (body[0] == '{' || body[0] == '[');
    }
}
