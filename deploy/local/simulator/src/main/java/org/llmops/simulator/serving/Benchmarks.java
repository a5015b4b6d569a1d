package org.llmops.simulator.serving;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the models {@code sim-bench…}, made once and sent again and again: no body is parsed, nothing is recorded,
 * and little of the machine is taken from what is being measured.
 */
final class Benchmarks {

    private static final int MOST_ANSWERS = 200;

    private final Map<Question, Optional<Answer>> answers = new ConcurrentHashMap<>();

    private record Question(Endpoint endpoint, BenchModel model, boolean stream) {}

    /**
     * An answer as bytes.
     *
     * @param pieces those that are written together
     */
    private record Answer(String contentType, boolean streamed, List<Buffer> pieces) {}

    /** Answers, if it is a benchmark's request to an endpoint that takes part. */
    boolean answer(RoutingContext context, Endpoint endpoint, @Nullable Buffer body) {
        BenchModel model = BenchModel.askedFor(context.request().uri(), body);
        if (model == null) {
            return false;
        }
        if (answers.size() > MOST_ANSWERS) {
            answers.clear();
        }
        Question question = new Question(endpoint, model, BenchModel.wantsStream(body));
        Answer answer = answers.computeIfAbsent(question, Benchmarks::made).orElse(null);
        if (answer == null) {
            return false;
        }
        send(context.vertx(), context.response(), answer, model);
        return true;
    }

    private static Optional<Answer> made(Question question) {
        JsonObject sample = question.endpoint()
                .sample(question.model().words(question.stream()), question.stream())
                .orElse(null);
        if (sample == null) {
            return Optional.empty();
        }
        Model model = Models.like(question.model().name());
        Fields request =
                Fields.of(sample.put("model", model.id()), question.endpoint().dialect());
        return Optional.of(
                switch (question.endpoint().reply(model, request)) {
                    case Reply.Whole whole -> new Answer(whole.contentType(), false, List.of(whole.bytes()));
                    case Reply.Streamed stream ->
                        new Answer(
                                stream.framing().contentType(),
                                true,
                                question.model().paced() ? each(stream.frames()) : List.of(all(stream.frames())));
                });
    }

    private static List<Buffer> each(List<Frame> frames) {
        return frames.stream().map(Frame::bytes).toList();
    }

    private static Buffer all(List<Frame> frames) {
        Buffer all = Buffer.buffer();
        new ArrayList<>(frames).forEach(frame -> all.appendBuffer(frame.bytes()));
        return all;
    }

    private static void send(Vertx vertx, HttpServerResponse response, Answer answer, BenchModel model) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
        if (!answer.streamed()) {
            response.end(answer.pieces().getFirst());
            return;
        }
        response.setChunked(true);
        if (answer.pieces().size() == 1) {
            response.end(answer.pieces().getFirst());
            return;
        }
        response.write(answer.pieces().getFirst());
        int[] sent = {1};
        long timer = vertx.setPeriodic(model.delayMs(), id -> {
            if (response.closed()) {
                vertx.cancelTimer(id);
            } else if (sent[0] < answer.pieces().size()) {
                response.write(answer.pieces().get(sent[0]++));
            } else {
                vertx.cancelTimer(id);
                response.end();
            }
        });
        response.closeHandler(ignored -> vertx.cancelTimer(timer));
    }
}
