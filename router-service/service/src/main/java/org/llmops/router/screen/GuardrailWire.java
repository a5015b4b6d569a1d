package org.llmops.router.screen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.Finding;
import org.llmops.guardrail.v1.PolicyRef;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.guardrail.v1.ScreenStreamChunk;
import org.llmops.guardrail.v1.ScreenStreamEnd;
import org.llmops.guardrail.v1.ScreenStreamOpen;
import org.llmops.guardrail.v1.ScreenStreamRequest;
import org.llmops.guardrail.v1.Segment;
import org.llmops.guardrail.v1.Source;
import org.llmops.guardrail.v1.Unscanned;
import org.llmops.guardrail.v1.Verdict;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Channel;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.TextSource;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.ScreeningFinding;
import org.llmops.router.v1.ScreeningResult;

/** Translates between bodies and the guardrail service's messages. */
final class GuardrailWire {
    /** What is longer, nobody has configured anything for. */
    private static final int MAX_ATTRIBUTE = 1_000;

    private GuardrailWire() {}

    static ScreenRequest input(Exchange exchange) {
        return ScreenRequest.newBuilder()
                .setCallId(exchange.callId())
                .setDirection(Direction.DIRECTION_INPUT)
                .addAllSegments(segments(exchange.body()))
                .putAllAttributes(attributes(exchange))
                .build();
    }

    static ScreenRequest output(Exchange exchange, AnswerBody answer) {
        List<Segment> segments = IntStream.range(0, answer.texts().size())
                .mapToObj(i -> segment(
                        i,
                        answer.texts().get(i).channel().part().source(),
                        answer.text(answer.texts().get(i))))
                .toList();
        return ScreenRequest.newBuilder()
                .setCallId(exchange.callId())
                .setDirection(Direction.DIRECTION_OUTPUT)
                .addAllSegments(segments)
                .addAllReplacements(exchange.replacements())
                .addAllAround(around(exchange))
                .putAllAttributes(attributes(exchange))
                .build();
    }

    private static List<Segment> segments(RequestBody body) {
        return IntStream.range(0, body.texts().size())
                .mapToObj(i -> segment(
                        i, body.texts().get(i).source(), body.text(body.texts().get(i))))
                .toList();
    }

    /** What the answer can be held against, when the policy does that: what the model was told and given, and asked last. */
    private static List<Segment> around(Exchange exchange) {
        if (!exchange.screeningLooksAround()) {
            return List.of();
        }
        List<Segment> all = segments(exchange.body());
        int question = all.size() - 1;
        while (question > 0 && all.get(question).getSource() != Source.SOURCE_USER) {
            question--;
        }
        while (question > 0 && all.get(question - 1).getSource() == Source.SOURCE_USER) {
            question--;
        }
        int asked = question;
        return all.stream()
                .filter(segment -> switch (segment.getSource()) {
                    case SOURCE_SYSTEM, SOURCE_TOOL_RESULT, SOURCE_CONTEXT -> true;
                    case SOURCE_USER -> Integer.parseInt(segment.getId()) >= asked;
                    default -> false;
                })
                .toList();
    }

    /** Who calls and what for, as far as it is known by now. */
    private static Map<String, String> attributes(Exchange exchange) {
        CallRecord.Builder story = exchange.story();
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("subject", story.getCaller().getSubject());
        attributes.put("app", story.getCaller().getApp());
        attributes.put(
                "key",
                story.getCaller().getKind().equals("app") ? story.getCaller().getSubject() : "");
        attributes.put("prompt", story.getPrompt().getName());
        attributes.put("route", story.getRoute().getName());
        @Nullable String model = exchange.body().model();
        attributes.put("model", model == null ? "" : model);
        attributes.values().removeIf(value -> value.isEmpty() || value.length() > MAX_ATTRIBUTE);
        return attributes;
    }

    private static Segment segment(int id, TextSource source, String text) {
        return Segment.newBuilder()
                .setId(Integer.toString(id))
                .setSource(source(source))
                .setText(text)
                .build();
    }

    static ScreenStreamRequest open(Exchange exchange) {
        return ScreenStreamRequest.newBuilder()
                .setOpen(ScreenStreamOpen.newBuilder()
                        .setCallId(exchange.callId())
                        .setDirection(Direction.DIRECTION_OUTPUT)
                        .addAllReplacements(exchange.replacements())
                        .addAllAround(around(exchange))
                        .putAllAttributes(attributes(exchange)))
                .build();
    }

    static ScreenStreamRequest chunk(Channel channel, String text) {
        return ScreenStreamRequest.newBuilder()
                .setChunk(ScreenStreamChunk.newBuilder()
                        .setChannel(channel.id())
                        .setSource(source(channel.part().source()))
                        .setText(text))
                .build();
    }

    static ScreenStreamRequest end(Channel channel) {
        return ScreenStreamRequest.newBuilder()
                .setEnd(ScreenStreamEnd.newBuilder().setChannel(channel.id()))
                .build();
    }

    static ScreenStreamRequest end() {
        return ScreenStreamRequest.newBuilder()
                .setEnd(ScreenStreamEnd.getDefaultInstance())
                .build();
    }

    private static Source source(TextSource source) {
        return switch (source) {
            case SYSTEM -> Source.SOURCE_SYSTEM;
            case USER -> Source.SOURCE_USER;
            case ASSISTANT -> Source.SOURCE_ASSISTANT;
            case TOOL_ARGUMENTS -> Source.SOURCE_TOOL_ARGUMENTS;
            case TOOL_RESULT -> Source.SOURCE_TOOL_RESULT;
            case REASONING -> Source.SOURCE_REASONING;
        };
    }

    /** For the call record, where nothing of what was found may appear. */
    static ScreeningResult result(
            Verdict verdict, PolicyRef policy, List<Finding> findings, List<Unscanned> unscanned, long unseenBytes) {
        return ScreeningResult.newBuilder()
                .setVerdict(name(verdict))
                .setPolicy(policy.getName())
                .setPolicyVersion(policy.getVersion())
                .addAllFindings(counted(findings))
                .setUnscannedBytes(unseenBytes
                        + unscanned.stream().mapToLong(Unscanned::getBytes).sum())
                .build();
    }

    private static List<ScreeningFinding> counted(List<Finding> findings) {
        Map<ScreeningFinding, Integer> counts = new LinkedHashMap<>();
        for (Finding finding : findings) {
            ScreeningFinding kind = ScreeningFinding.newBuilder()
                    .setRuleId(finding.getRuleId())
                    .setEntity(finding.getEntity())
                    .setAction(name(finding.getAction()))
                    .build();
            counts.merge(kind, 1, Integer::sum);
        }
        List<ScreeningFinding> counted = new ArrayList<>(counts.size());
        counts.forEach(
                (kind, count) -> counted.add(kind.toBuilder().setCount(count).build()));
        return counted;
    }

    private static String name(Verdict verdict) {
        return switch (verdict) {
            case VERDICT_BLOCK -> "block";
            case VERDICT_REDACT -> "redact";
            default -> "allow";
        };
    }
}
