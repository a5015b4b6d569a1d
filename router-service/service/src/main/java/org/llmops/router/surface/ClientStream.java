package org.llmops.router.surface;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.call.sse.Sse;
import org.llmops.router.exchange.AnswerFlow;
import org.llmops.router.exchange.AnswerSink;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Refusal;
import org.llmops.router.settle.Spending;

/** Writes a streamed answer to the client, no faster than the client reads. */
final class ClientStream implements AnswerSink {
    private final Exchange exchange;
    private final AnswerFlow flow;
    private final HttpServerResponse response;
    private final Promise<Progress> told = Promise.promise();

    ClientStream(Exchange exchange, AnswerFlow flow) {
        this.exchange = exchange;
        this.flow = flow;
        this.response = exchange.http().response();
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
        boolean onlyForUs = chunk.onlyUsage() && !exchange.body().usageWanted();
        if (onlyForUs || exchange.clientGone()) {
            return;
        }
        begin();
        if (chunk.hasContent()) {
            exchange.markFirstContent();
        }
        response.write(Sse.data(chunk.bytes()));
        if (response.writeQueueFull()) {
            flow.pause();
            response.drainHandler(drained -> flow.resume());
        }
    }

    private void begin() {
        if (!response.headWritten()) {
            AnswerHeaders.begin(exchange);
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                    .putHeader("Cache-Control", "no-cache")
                    .putHeader("X-Accel-Buffering", "no")
                    .putHeader("Trailer", AnswerHeaders.COST);
        }
    }

    @Override
    public void end() {
        if (!exchange.clientGone()) {
            begin();
            response.write(Sse.done());
            close();
        }
        finish();
    }

    @Override
    public void broken(Refusal why) {
        exchange.refusal(why);
        if (exchange.clientGone()) {
            finish();
        } else if (response.headWritten()) {
            response.write(Sse.data(why.json()));
            close();
            finish();
        } else {
            told.tryComplete(new Progress.Refused(why));
        }
    }

    /** What the answer cost is known by now, too late for a header. */
    private void close() {
        response.putTrailer(AnswerHeaders.COST, Spending.of(exchange).cost().toString());
        response.end();
    }

    private void finish() {
        told.tryComplete(new Progress.Onward());
    }
}
