package org.llmops.router.pipeline;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmops.guardrail.v1.CallToScreen;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.Directive;
import org.llmops.guardrail.v1.Finding;
import org.llmops.guardrail.v1.GuardrailServiceGrpc;
import org.llmops.guardrail.v1.PolicyRef;
import org.llmops.guardrail.v1.Replacement;
import org.llmops.guardrail.v1.ScreenCallsRequest;
import org.llmops.guardrail.v1.ScreenCallsResponse;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.guardrail.v1.ScreenResponse;
import org.llmops.guardrail.v1.ScreenStreamOpen;
import org.llmops.guardrail.v1.ScreenStreamReleased;
import org.llmops.guardrail.v1.ScreenStreamRequest;
import org.llmops.guardrail.v1.ScreenStreamResponse;
import org.llmops.guardrail.v1.ScreenStreamVerdict;
import org.llmops.guardrail.v1.ScreenedCall;
import org.llmops.guardrail.v1.ScreenedSegment;
import org.llmops.guardrail.v1.ScreeningFailure;
import org.llmops.guardrail.v1.Segment;
import org.llmops.guardrail.v1.Verdict;

/**
 * Replaces e-mail addresses, blocks the word FORBIDDEN, directs what {@link FakeDirectives} knows, and in streams holds
 * back from the last blank on, or in {@link #holdWhole} everything to the end.
 */
final class FakeGuardrails extends GuardrailServiceGrpc.GuardrailServiceImplBase {
    private static final PolicyRef POLICY =
            PolicyRef.newBuilder().setName("privacy").setVersion(2).build();
    private static final Pattern EMAIL = Pattern.compile("[a-z]+@[a-z.]+[a-z]");

    private final Set<String> workspaces = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<ScreenRequest> requests = new CopyOnWriteArrayList<>();
    private final List<ScreenStreamOpen> opened = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private volatile boolean holding;
    private volatile boolean silent;
    private volatile boolean breaking;

    /** What was asked about this direction last. */
    ScreenRequest last(Direction direction) {
        return requests.reversed().stream()
                .filter(request -> request.getDirection() == direction)
                .findFirst()
                .orElseThrow();
    }

    /** How the last stream began. */
    ScreenStreamOpen lastOpened() {
        return opened.getLast();
    }

    /** Streams are released at their end, as where a rail wants to see a text as a whole. */
    void holdWhole(boolean now) {
        holding = now;
    }

    void enforceIn(String workspace) {
        workspaces.add(workspace);
    }

    void liftIn(String workspace) {
        workspaces.remove(workspace);
    }

    void away(boolean now) {
        away = now;
    }

    /** Calls are heard and never answered. */
    void silent(boolean now) {
        silent = now;
    }

    /** The next stream that asks about calls breaks. */
    void breakNextStream() {
        breaking = true;
    }

    int asked() {
        return asked.get();
    }

    @Override
    public void screen(ScreenRequest request, StreamObserver<ScreenResponse> answer) {
        hear(request);
        if (away) {
            answer.onError(Status.UNAVAILABLE.asRuntimeException());
            return;
        }
        answer.onNext(answer(FakePeers.WORKSPACE.get(), request));
        answer.onCompleted();
    }

    private void hear(ScreenRequest request) {
        asked.incrementAndGet();
        requests.add(request);
    }

    private ScreenResponse answer(String workspace, ScreenRequest request) {
        return workspaces.contains(workspace) ? screened(request) : unscreened(request);
    }

    @Override
    public StreamObserver<ScreenCallsRequest> screenCalls(StreamObserver<ScreenCallsResponse> answer) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ScreenCallsRequest request) {
                if (breaking) {
                    breaking = false;
                    answer.onError(Status.UNAVAILABLE.asRuntimeException());
                    return;
                }
                if (silent) {
                    return;
                }
                ScreenCallsResponse.Builder response = ScreenCallsResponse.newBuilder();
                request.getCallsList().forEach(call -> response.addCalls(outcome(call)));
                answer.onNext(response.build());
            }

            @Override
            public void onError(Throwable gone) {}

            @Override
            public void onCompleted() {
                answer.onCompleted();
            }
        };
    }

    private ScreenedCall outcome(CallToScreen call) {
        hear(call.getRequest());
        ScreenedCall.Builder outcome = ScreenedCall.newBuilder().setNumber(call.getNumber());
        return (away
                        ? outcome.setFailure(ScreeningFailure.newBuilder().setCode(Status.Code.UNAVAILABLE.value()))
                        : outcome.setResponse(answer(call.getWorkspace(), call.getRequest())))
                .build();
    }

    private static ScreenResponse unscreened(ScreenRequest request) {
        ScreenResponse.Builder response = ScreenResponse.newBuilder().setVerdict(Verdict.VERDICT_ALLOW);
        request.getSegmentsList().forEach(segment -> response.addSegments(segment(segment, segment.getText())));
        return response.build();
    }

    private static ScreenedSegment segment(Segment segment, String text) {
        return ScreenedSegment.newBuilder()
                .setId(segment.getId())
                .setText(text)
                .setVerdict(text.equals(segment.getText()) ? Verdict.VERDICT_ALLOW : Verdict.VERDICT_REDACT)
                .build();
    }

    private static ScreenResponse screened(ScreenRequest request) {
        ScreenResponse.Builder response = ScreenResponse.newBuilder().setPolicy(POLICY);
        if (request.getSegmentsList().stream()
                .anyMatch(segment -> segment.getText().contains("FORBIDDEN"))) {
            return response.setVerdict(Verdict.VERDICT_BLOCK)
                    .addFindings(Finding.newBuilder().setRuleId("words").setAction(Verdict.VERDICT_BLOCK))
                    .build();
        }
        response.addAllDirectives(FakeDirectives.of(request)).setLooksAround(FakeDirectives.looksAround(request));
        List<Finding> refusals = FakeDirectives.refusals(response.getDirectivesList(), request.getFollowsRoutes());
        if (!refusals.isEmpty()) {
            return response.setVerdict(Verdict.VERDICT_BLOCK)
                    .addAllFindings(refusals)
                    .build();
        }
        Map<String, String> placeholders = new LinkedHashMap<>();
        for (Segment segment : request.getSegmentsList()) {
            String text = request.getDirection() == Direction.DIRECTION_INPUT
                    ? redacted(segment.getText(), placeholders, response)
                    : restored(segment.getText(), request.getReplacementsList());
            response.addSegments(segment(segment, text));
        }
        placeholders.forEach((original, placeholder) -> response.addReplacements(
                Replacement.newBuilder().setOriginal(original).setPlaceholder(placeholder)));
        return response.setVerdict(placeholders.isEmpty() ? Verdict.VERDICT_ALLOW : Verdict.VERDICT_REDACT)
                .build();
    }

    private static String redacted(String text, Map<String, String> placeholders, ScreenResponse.Builder response) {
        Matcher emails = EMAIL.matcher(text);
        return emails.replaceAll(found -> {
            response.addFindings(Finding.newBuilder()
                    .setRuleId("mail")
                    .setEntity("EMAIL_ADDRESS")
                    .setAction(Verdict.VERDICT_REDACT));
            return placeholders.computeIfAbsent(
                    found.group(), original -> "<EMAIL_ADDRESS_" + (placeholders.size() + 1) + ">");
        });
    }

    private static String restored(String text, List<Replacement> replacements) {
        String restored = text;
        for (Replacement replacement : replacements) {
            restored = restored.replace(replacement.getPlaceholder(), replacement.getOriginal());
        }
        return restored;
    }

    @Override
    public StreamObserver<ScreenStreamRequest> screenStream(StreamObserver<ScreenStreamResponse> answer) {
        return new Screening(answer);
    }

    private final class Screening implements StreamObserver<ScreenStreamRequest> {
        private final StreamObserver<ScreenStreamResponse> answer;
        private final Map<String, String> held = new LinkedHashMap<>();
        private final Map<String, String> seen = new LinkedHashMap<>();
        private List<Replacement> replacements = List.of();
        private boolean over;

        private Screening(StreamObserver<ScreenStreamResponse> answer) {
            this.answer = answer;
        }

        @Override
        public void onNext(ScreenStreamRequest request) {
            if (over) {
                return;
            }
            switch (request.getMessageCase()) {
                case OPEN -> {
                    opened.add(request.getOpen());
                    replacements = request.getOpen().getReplacementsList();
                }
                case CHUNK ->
                    chunk(request.getChunk().getChannel(), request.getChunk().getText());
                case END -> end(request.getEnd().getChannel());
                case MESSAGE_NOT_SET -> throw new IllegalArgumentException("Nothing said");
            }
        }

        private void chunk(String channel, String text) {
            String all = held.getOrDefault(channel, "") + text;
            if (all.contains("FORBIDDEN")) {
                verdict(Verdict.VERDICT_BLOCK, List.of());
                return;
            }
            int safe = holding ? 0 : all.lastIndexOf(' ') + 1;
            seen.merge(channel, text, String::concat);
            held.put(channel, all.substring(safe));
            release(channel, all.substring(0, safe), false);
        }

        private void end(String channel) {
            List<Directive> directives = seen.values().stream()
                    .flatMap(text -> FakeDirectives.said(text).stream())
                    .toList();
            if (!FakeDirectives.refusals(directives, false).isEmpty()) {
                verdict(Verdict.VERDICT_BLOCK, directives);
            } else if (channel.isEmpty()) {
                verdict(Verdict.VERDICT_ALLOW, directives);
            } else {
                String rest = held.remove(channel);
                release(channel, rest == null ? "" : rest, true);
            }
        }

        private void release(String channel, String text, boolean ended) {
            answer.onNext(ScreenStreamResponse.newBuilder()
                    .setReleased(ScreenStreamReleased.newBuilder()
                            .setChannel(channel)
                            .setText(restored(text, replacements))
                            .setEnded(ended))
                    .build());
        }

        private void verdict(Verdict verdict, List<Directive> directives) {
            over = true;
            answer.onNext(ScreenStreamResponse.newBuilder()
                    .setVerdict(ScreenStreamVerdict.newBuilder()
                            .setVerdict(verdict)
                            .setPolicy(POLICY)
                            .addAllDirectives(directives)
                            .addAllFindings(FakeDirectives.refusals(directives, false)))
                    .build());
            answer.onCompleted();
        }

        @Override
        public void onError(Throwable gone) {
            over = true;
        }

        @Override
        public void onCompleted() {}
    }
}
