package org.llmops.router.call;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Span;
import org.llmops.router.exchange.Answer;
import org.llmops.router.exchange.Destination;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.exchange.Target;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.refusal.RefusalReason;

/**
 * Says how many tokens a request has. A provider that counts itself is asked; for others, and where that one gives no
 * answer, there is an estimate, which a header tells apart.
 */
@Singleton
public class CountTokens implements Stage {
    private static final String ESTIMATED = "x-llmops-estimated";
    /** Rule of thumb for English text and JSON. */
    private static final long BYTES_PER_TOKEN = 4;
    /** What Anthropic counts for an image of the largest size that it does not scale down. */
    private static final long TOKENS_PER_MEDIUM = 1_600;

    private final Equipment equipment;

    CountTokens(Equipment equipment) {
        this.equipment = equipment;
    }

    /** Only the first target is asked: which other would answer is not known before it has to. */
    @Override
    public Future<Progress> apply(Exchange exchange) {
        Target target = exchange.destination().targets().getFirst();
        if (!Dialects.of(target).speaks(exchange.format(), target)) {
            return estimated(exchange);
        }
        exchange.destination(Destination.of(List.of(target)));
        return new Walk(exchange, equipment).start().compose(counted -> counted(exchange, counted));
    }

    private static Future<Progress> counted(Exchange exchange, Progress asked) {
        if (!(asked instanceof Progress.Refused(Refusal why))) {
            return Progress.ONWARD;
        }
        return why.reason() == RefusalReason.PROVIDER_REJECTED
                        || why.reason() == RefusalReason.PARAMETER_UNSUPPORTED
                        || exchange.clientGone()
                ? Progress.refused(why)
                : estimated(exchange);
    }

    private static Future<Progress> estimated(Exchange exchange) {
        exchange.client().header(ESTIMATED, "true");
        try {
            exchange.answer(new Answer.Whole(
                    exchange.format().answer(Json.utf8("{\"input_tokens\":" + estimate(exchange.body()) + "}"))));
            return Progress.ONWARD;
        } catch (IOException impossible) {
            return Future.failedFuture(impossible);
        }
    }

    /** Tools and instructions count as well as messages: all of the body but its images and files is read as text. */
    static long estimate(RequestBody body) {
        long unreadable = body.media().stream().mapToLong(Span::bytes).sum();
        long text = (body.bytes().length - unreadable + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
        return text + body.media().size() * TOKENS_PER_MEDIUM;
    }
}
