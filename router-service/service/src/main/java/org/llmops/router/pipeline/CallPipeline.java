package org.llmops.router.pipeline;

import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.llmops.router.admit.Admit;
import org.llmops.router.admit.Allow;
import org.llmops.router.admit.Leave;
import org.llmops.router.call.Call;
import org.llmops.router.call.CountTokens;
import org.llmops.router.compose.Compose;
import org.llmops.router.drain.Drain;
import org.llmops.router.exchange.Closing;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.identify.Identify;
import org.llmops.router.recall.Recall;
import org.llmops.router.recall.Remember;
import org.llmops.router.record.Conclude;
import org.llmops.router.record.Record;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.reserve.Reserve;
import org.llmops.router.route.Route;
import org.llmops.router.screen.ScreenInput;
import org.llmops.router.screen.ScreenOutput;
import org.llmops.router.settle.Settle;
import org.llmops.router.shadow.Shadow;
import org.llmops.router.surface.Deliver;
import org.llmops.router.surface.Receive;
import org.llmops.router.telemetry.CallMeters;
import org.llmops.router.telemetry.CallSpans;

/** The order of the stages. Routing comes before money and memory, which depend on where a call may go. */
@ApplicationScoped
class CallPipeline {
    private static final Logger LOG = Logger.getLogger(CallPipeline.class);

    private final List<Stage> towardsAnswer;
    private final List<Stage> towardsCount;
    private final List<Stage> towardsClient;
    private final List<Closing> beforeRecord;
    private final Record record;
    private final List<Closing> afterwards;
    private final Leave leave;
    private final Deliver deliver;
    private final Drain drain;

    CallPipeline(
            Identify identify,
            Admit admit,
            Receive receive,
            Compose compose,
            Route route,
            Allow allow,
            ScreenInput screenInput,
            Reroute reroute,
            Recall recall,
            Reserve reserve,
            Call call,
            CountTokens countTokens,
            ScreenOutput screenOutput,
            Deliver deliver,
            Conclude conclude,
            Remember remember,
            Settle settle,
            Shadow shadow,
            Leave leave,
            CallSpans spans,
            CallMeters meters,
            Record record,
            Drain drain) {
        this.towardsAnswer =
                List.of(identify, admit, receive, compose, route, allow, screenInput, reroute, recall, reserve, call);
        this.towardsCount =
                List.of(identify, admit, receive, compose, route, allow, screenInput, reroute, countTokens, deliver);
        this.towardsClient = List.of(screenOutput, deliver);
        this.beforeRecord = List.of(conclude, settle, leave);
        this.record = record;
        this.afterwards = List.of(shadow, remember, spans, meters);
        this.leave = leave;
        this.deliver = deliver;
        this.drain = drain;
    }

    void run(Exchange exchange) {
        if (!begins(exchange)) {
            return;
        }
        exchange.ending().beforeEnd(() -> record(exchange));
        through(towardsAnswer, 0, exchange)
                .compose(found -> found instanceof Progress.Refused
                        ? Future.succeededFuture(found)
                        : through(towardsClient, 0, exchange))
                .recover(CallPipeline::bug)
                .onSuccess(end -> tell(exchange, end))
                // A client that left early does not end the call: its usage is still to come.
                .eventually(() -> exchange.ending().providerDone())
                .onComplete(over -> close(exchange).onComplete(closed -> drain.end()));
    }

    /** A call that the router makes by itself: fewer stages, the same end. */
    Future<Progress> runInside(Exchange exchange, List<Stage> stages) {
        // It belongs to a call that was let in, so nobody turns it away; its record is waited for where that can be.
        boolean counted = drain.begin();
        exchange.ending().beforeEnd(() -> record(exchange));
        return through(stages, 0, exchange)
                .recover(CallPipeline::bug)
                .onSuccess(end -> tell(exchange, end))
                .eventually(() -> exchange.ending().providerDone())
                .onComplete(over -> close(exchange).onComplete(closed -> leave(counted)));
    }

    private void leave(boolean counted) {
        if (counted) {
            drain.end();
        }
    }

    /** Counts tokens: what a provider does for nothing is neither reserved nor recorded. */
    void count(Exchange exchange) {
        if (begins(exchange)) {
            through(towardsCount, 0, exchange)
                    .recover(CallPipeline::bug)
                    .onSuccess(end -> tell(exchange, end))
                    .onComplete(over -> {
                        close(leave, exchange);
                        drain.end();
                    });
        }
    }

    private boolean begins(Exchange exchange) {
        if (drain.begin()) {
            return true;
        }
        exchange.client().closeAfterwards();
        deliver.refuse(
                exchange,
                RefusalReason.SHUTTING_DOWN
                        .because("This instance is shutting down. Try again at once.")
                        .retryAfter(Duration.ofSeconds(1)));
        return false;
    }

    /** Most stages are done at once: a future for each would cost more than what they do. */
    private static Future<Progress> through(List<Stage> stages, int begin, Exchange exchange) {
        for (int position = begin; position < stages.size(); position++) {
            if (exchange.clientGone()
                    && !exchange.cached()
                    && exchange.answering().isEmpty()) {
                return Progress.refused(RefusalReason.CLIENT_GONE.because("The client went away."));
            }
            Future<Progress> stage = apply(stages.get(position), exchange);
            if (!stage.succeeded()) {
                int next = position + 1;
                return stage.compose(progress -> progress instanceof Progress.Onward
                        ? through(stages, next, exchange)
                        : Future.succeededFuture(progress));
            }
            if (!(stage.result() instanceof Progress.Onward)) {
                return stage;
            }
        }
        return Progress.ANSWERED;
    }

    private static Future<Progress> apply(Stage stage, Exchange exchange) {
        try {
            return stage.apply(exchange);
        } catch (RuntimeException bug) {
            return Future.failedFuture(bug);
        }
    }

    private static Future<Progress> bug(Throwable bug) {
        LOG.error("A call failed inside the router", bug);
        return Progress.refused(RefusalReason.INTERNAL.because("The router failed to handle the call."));
    }

    private void tell(Exchange exchange, Progress end) {
        if (end instanceof Progress.Refused(var refusal)) {
            deliver.refuse(exchange, refusal);
        }
    }

    /** Where the client's end of the call came too early for its record, or never, that is made now. */
    private Future<Void> close(Exchange exchange) {
        return exchange.ending().readyToEnd().onSuccess(recorded -> closeEach(afterwards, exchange));
    }

    /** An answer is at its end only when its record cannot be lost any more. */
    private Future<?> record(Exchange exchange) {
        closeEach(beforeRecord, exchange);
        if (exchange.kept().isInManyPieces()) {
            // Putting a long stream together would hold up the other calls of the event loop.
            return exchange.context().executeBlocking(() -> publish(exchange), false);
        }
        publish(exchange);
        return Future.succeededFuture();
    }

    private Exchange publish(Exchange exchange) {
        close(record, exchange);
        exchange.reservation().recorded();
        return exchange;
    }

    private static void closeEach(List<Closing> closings, Exchange exchange) {
        closings.forEach(closing -> close(closing, exchange));
    }

    /** What comes after one closing has to happen whatever becomes of it. */
    private static void close(Closing closing, Exchange exchange) {
        try {
            closing.after(exchange);
        } catch (RuntimeException bug) {
            LOG.error("A call was not closed properly", bug);
        }
    }
}
