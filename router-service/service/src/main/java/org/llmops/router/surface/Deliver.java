package org.llmops.router.surface;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.exchange.Answer;
import org.llmops.router.exchange.AnswerFlow;
import org.llmops.router.exchange.Client;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.refusal.Refusal;

/** Gives the client its answer in the form it asked for. */
@Singleton
public class Deliver implements Stage {
    private static final String JSON = "application/json";

    @Override
    public Future<Progress> apply(Exchange exchange) {
        return switch (exchange.answer()) {
            case Answer.Whole(AnswerBody body) -> exchange.streamed() ? cut(exchange, body) : whole(exchange, body);
            case Answer.Running(AnswerFlow flow) -> new ClientStream(exchange, flow).run();
        };
    }

    private static Future<Progress> whole(Exchange exchange, AnswerBody body) {
        exchange.clock().markFirstContent();
        if (exchange.clientGone()) {
            return Progress.ONWARD;
        }
        AnswerHeaders.begin(exchange);
        AnswerHeaders.cost(exchange);
        exchange.client().header("Content-Type", exchange.answerType());
        Future<Void> ended = end(exchange, Buffer.buffer(body.bytes()));
        return ended.succeeded() ? Progress.ONWARD : ended.compose(late -> Progress.ONWARD);
    }

    private static Future<Void> end(Exchange exchange, Buffer last) {
        return exchange.ending().readyToEnd().onSuccess(ready -> {
            if (!exchange.clientGone()) {
                exchange.client().end(last);
            }
        });
    }

    /** The client wants a stream of an answer that came in one piece, of which even the cost is known. */
    private static Future<Progress> cut(Exchange exchange, AnswerBody body) {
        AnswerHeaders.cost(exchange);
        try {
            ClientStream stream = new ClientStream(exchange, NoFlow.INSTANCE);
            exchange.format().cut(body, exchange.body().usageWanted()).forEach(stream::chunk);
            stream.end();
            return Progress.ONWARD;
        } catch (IOException impossible) {
            return Future.failedFuture(impossible);
        }
    }

    /** Tells the client why it gets no answer, unless one has begun. */
    public void refuse(Exchange exchange, Refusal refusal) {
        Client client = exchange.client();
        exchange.refusal(refusal);
        if (exchange.clientGone() || client.isOver()) {
            return;
        }
        if (client.isBegun()) {
            client.reset();
            return;
        }
        AnswerHeaders.refusal(exchange, refusal);
        client.status(refusal.httpStatus());
        client.header("Content-Type", JSON);
        end(exchange, Buffer.buffer(exchange.format().error(refusal, exchange.callId())));
    }
}
