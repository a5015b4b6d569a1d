package org.llmops.router.shadow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.llmops.router.exchange.Closing;
import org.llmops.router.exchange.DecisionRecord;
import org.llmops.router.exchange.Destination;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.InnerCalls;
import org.llmops.router.exchange.Step;
import org.llmops.router.exchange.Target;

/** Sends the copies that a route asked for, once the call they copy has its answer: nothing they do can reach that call any more. */
@Singleton
public class Shadow implements Closing {
    private static final Logger LOG = Logger.getLogger(Shadow.class);

    private final InnerCalls calls;
    private final int maxConcurrent;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Counter answered;
    private final Counter failed;
    private final Counter leftOut;

    Shadow(InnerCalls calls, ShadowSettings settings, MeterRegistry meters) {
        this.calls = calls;
        this.maxConcurrent = settings.maxConcurrent();
        this.answered = counter(meters, "answered");
        this.failed = counter(meters, "failed");
        this.leftOut = counter(meters, "left_out");
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("llmops.router.copies")
                .description("Copies of calls that routes asked for")
                .tag("outcome", outcome)
                .register(meters);
    }

    @Override
    public void after(Exchange exchange) {
        if (exchange.answering().isEmpty() || exchange.cached()) {
            return;
        }
        exchange.destinationIfKnown()
                .ifPresent(destination -> destination.copies().forEach(target -> send(exchange, destination, target)));
    }

    private void send(Exchange exchange, Destination destination, Target target) {
        if (underWay.incrementAndGet() > maxConcurrent) {
            underWay.decrementAndGet();
            leftOut.increment();
            return;
        }
        calls.copy(exchange, alone(destination, target)).onComplete(ended -> {
            underWay.decrementAndGet();
            if (ended.succeeded()) {
                answered.increment();
            } else {
                failed.increment();
                LOG.infof(
                        "No answer to the copy of call %s from %s: %s",
                        exchange.callId(), target.name(), ended.cause().getMessage());
            }
        });
    }

    private static Destination alone(Destination original, Target target) {
        return new Destination(
                original.route(),
                original.version(),
                "",
                List.of(new Step(target, List.of())),
                List.of(),
                null,
                DecisionRecord.NONE);
    }
}
