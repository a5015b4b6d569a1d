package org.llmops.router.surface;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.exchange.AnswerFlow;
import org.llmops.router.exchange.AnswerSink;
import org.llmops.router.exchange.Client;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.settle.Spending;

/** Writes a streamed answer to the client, no faster than the client reads. */
final class ClientStream implements AnswerSink {
    private final Exchange exchange;
    private final AnswerFlow flow;
    private final Client client;
    private final Promise<Progress> told = Promise.promise();
    private int events;

    ClientStream(Exchange exchange, AnswerFlow flow) {
        this.exchange = exchange;
        this.flow = flow;
        this.client = exchange.client();
    }

    /** Done when the client has everything, or is gone. */
    Future<Progress> run() {
        exchange.onClientGone(this::gone);
        if (!exchange.clientGone()) {
            flow.start(this);
        }
        return told.future();
    }

    private void gone() {
        flow.abandon();
        finish();
    }

    @Override
    public void chunk(AnswerBody chunk) {
        if (exchange.clientGone() || exchange.format().hides(chunk, exchange.body())) {
            return;
        }
        begin();
        if (chunk.hasContent()) {
            exchange.clock().markFirstContent();
        }
        client.write(exchange.format().frame(chunk));
        events++;
        if (client.isFull()) {
            flow.pause();
            client.onDrained(flow::resume);
        }
    }

    private void begin() {
        if (!client.isBegun()) {
            AnswerHeaders.begin(exchange);
            client.header("Content-Type", "text/event-stream; charset=utf-8");
            client.header("Cache-Control", "no-cache");
            client.header("X-Accel-Buffering", "no");
            client.header("Trailer", AnswerHeaders.COST);
        }
    }

    @Override
    public void end() {
        if (exchange.clientGone()) {
            finish();
        } else {
            begin();
            close(exchange.format().end());
        }
    }

    @Override
    public void broken(Refusal why) {
        exchange.refusal(why);
        if (exchange.clientGone()) {
            finish();
        } else if (client.isBegun()) {
            close(exchange.format().errorEvent(why, exchange.callId(), events));
        } else {
            told.tryComplete(new Progress.Refused(why));
        }
    }

    /** What the answer cost is known by now, too late for a header. */
    private void close(Buffer last) {
        exchange.ending().readyToEnd().onSuccess(ready -> {
            if (!exchange.clientGone()) {
                client.trailer(AnswerHeaders.COST, Spending.of(exchange).cost().toString());
                if (last.length() > 0) {
                    client.write(last);
                }
                client.end(Buffer.buffer());
            }
            finish();
        });
    }

    private void finish() {
        told.tryComplete(new Progress.Onward());
    }
}
