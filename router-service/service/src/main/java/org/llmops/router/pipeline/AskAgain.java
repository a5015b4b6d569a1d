package org.llmops.router.pipeline;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.Channel;
import org.llmops.router.body.RequestBody;
import org.llmops.router.call.Call;
import org.llmops.router.exchange.AskingAgain;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Target;
import org.llmops.router.reserve.Reserve;

/** Asks the model again with its refused answer before it and a message that says what to do better. */
@Singleton
class AskAgain implements AskingAgain {
    private static final Logger LOG = Logger.getLogger(AskAgain.class);
    private static final int MOST_REASONS = 8;
    private static final int LONGEST_REASON = 1_000;

    private final Reserve reserve;
    private final Call call;

    AskAgain(Reserve reserve, Call call) {
        this.reserve = reserve;
        this.call = call;
    }

    /** What a stream took is known only when no more of it comes. */
    @Override
    public Future<Boolean> ask(Exchange exchange, List<String> reasons) {
        Future<Void> told = exchange.ending().providerDone();
        Promise<Void> asked = Promise.promise();
        exchange.ending().providerDone(asked.future());
        return told.transform(over -> ask(exchange, message(reasons))).onComplete(ended -> settled(exchange, asked));
    }

    /** A client that leaves meanwhile ends the call only when the other answer has told its usage, too. */
    private static void settled(Exchange exchange, Promise<Void> asked) {
        Future<Void> done = exchange.ending().providerDone();
        if (done == asked.future()) {
            asked.complete();
        } else {
            done.onComplete(over -> asked.complete());
        }
    }

    private Future<Boolean> ask(Exchange exchange, String message) {
        Optional<Target> answered =
                exchange.cached() || exchange.clientGone() ? Optional.empty() : exchange.answering();
        RequestBody request = exchange.body();
        Optional<RequestBody> again =
                answered.flatMap(target -> exchange.format().further(request, said(exchange), message));
        if (again.isEmpty()) {
            return Future.succeededFuture(false);
        }
        RefusedAnswer refused = RefusedAnswer.putAside(exchange, answered.get());
        exchange.body(again.get());
        return reserve.apply(exchange)
                .compose(paid -> paid instanceof Progress.Refused ? Future.succeededFuture(paid) : call.apply(exchange))
                .transform(outcome -> {
                    exchange.body(request);
                    boolean another = outcome.succeeded() && !(outcome.result() instanceof Progress.Refused);
                    if (another) {
                        refused.becomesAttempt();
                    } else {
                        LOG.infof("There is no other answer for a refused one of call %s", exchange.callId());
                        refused.comesBack();
                    }
                    return Future.succeededFuture(another);
                });
    }

    private static String message(List<String> reasons) {
        StringBuilder message = new StringBuilder("Your last answer cannot be used:\n");
        reasons.stream()
                .limit(MOST_REASONS)
                .forEach(reason -> message.append("- ")
                        .append(reason, 0, Math.min(reason.length(), LONGEST_REASON))
                        .append('\n'));
        return message.append("Answer the request again and put this right. Say nothing about this message.")
                .toString();
    }

    /** What the model is to put right; nothing where there were several answers, or tools whose results would be missed. */
    private static String said(Exchange exchange) {
        try {
            AnswerBody answer = exchange.format().answer(exchange.kept().json());
            boolean one = !answer.calls()
                    && answer.texts().stream().allMatch(text -> text.channel().choice() == 0);
            StringBuilder said = new StringBuilder();
            for (AnswerText text : one ? answer.texts() : List.<AnswerText>of()) {
                if (text.channel().part() == Channel.Part.CONTENT) {
                    said.append(answer.text(text));
                }
            }
            return said.toString();
        } catch (IOException unreadable) {
            return "";
        }
    }
}
