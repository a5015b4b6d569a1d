package org.llmops.router.pipeline;

import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Splice;
import org.llmops.router.call.Call;
import org.llmops.router.exchange.Answer;
import org.llmops.router.exchange.Destination;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.InnerCalls;
import org.llmops.router.exchange.Nobody;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.recall.Recall;
import org.llmops.router.reserve.Reserve;
import org.llmops.router.reserve.TargetQuotes;
import org.llmops.router.route.Route;
import org.llmops.router.v1.RouteTaken;
import org.llmops.router.wire.WireFormat;

/** The way of calls that the router makes by itself: who calls is known, and what they say was screened before. */
@ApplicationScoped
class InnerPipeline implements InnerCalls {
    /** In the metadata of a call's record: the call it was made for. */
    static final String MADE_FOR = "llmops.made_for_call_id";

    private final CallPipeline pipeline;
    private final List<Stage> onTheCallersAccount;
    private final List<Stage> onTheOperatorsAccount;
    private final Clock clock;

    InnerPipeline(
            CallPipeline pipeline,
            Route route,
            Recall recall,
            Reserve reserve,
            TargetQuotes quotes,
            Call call,
            Clock clock) {
        this.pipeline = pipeline;
        this.onTheCallersAccount = List.of(route, recall, reserve, call);
        this.onTheOperatorsAccount = List.of(quotes, call);
        this.clock = clock;
    }

    @Override
    public Future<AnswerBody> ask(Exchange because, Operation operation, WireFormat format, byte[] request) {
        try {
            Exchange inner = inside(because, operation, format, format.request(request));
            inner.story().putMetadata(MADE_FOR, because.callId());
            return answer(inner, onTheCallersAccount);
        } catch (BodyMalformed malformed) {
            return Future.failedFuture(malformed.explanation());
        }
    }

    @Override
    public Future<AnswerBody> copy(Exchange original, Destination destination) {
        Exchange copy = inside(original, original.operation(), original.format(), unstreamed(original.body()));
        copy.destination(destination.withoutCopies());
        copy.story()
                .setShadowOfCallId(original.callId())
                .setRequestedModel(original.story().getRequestedModel())
                .setRoute(RouteTaken.newBuilder().setName(destination.route()).setVersion(destination.version()));
        return answer(copy, onTheOperatorsAccount);
    }

    private Exchange inside(Exchange because, Operation operation, WireFormat format, RequestBody body) {
        Exchange inner = new Exchange(new Nobody(), because.context(), operation, format, clock.instant());
        inner.caller(because.caller());
        inner.configuration(because.configuration());
        inner.body(body);
        if (because.screening().isCleared()) {
            inner.screening().clear();
        }
        inner.story()
                .setWorkspace(because.caller().workspace().value())
                .setCaller(because.story().getCaller());
        return inner;
    }

    private static RequestBody unstreamed(RequestBody body) {
        if (!body.streamed()) {
            return body;
        }
        Splice edits = body.set(body.edit(), "stream", Json.utf8("false"));
        return body.edited(body.remove(edits, "stream_options"));
    }

    private Future<AnswerBody> answer(Exchange inner, List<Stage> stages) {
        return pipeline.runInside(inner, stages).compose(end -> switch (end) {
            case Progress.Refused(var refusal) -> Future.failedFuture(refusal.message());
            default ->
                inner.answer() instanceof Answer.Whole(AnswerBody body)
                        ? Future.succeededFuture(body)
                        : Future.failedFuture("The answer came as a stream that nobody asked for");
        });
    }
}
