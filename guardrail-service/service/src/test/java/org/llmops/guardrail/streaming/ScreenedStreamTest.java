package org.llmops.guardrail.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.Repertoires;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.Call;
import org.llmops.guardrail.redacting.CallScreen;
import org.llmops.guardrail.redacting.CompiledPolicy;
import org.llmops.guardrail.redacting.Deadline;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.guardrail.redacting.TextScreen;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;

class ScreenedStreamTest {
    private static final CompiledPolicy POLICY = new CompiledPolicy(
            new PolicyRef(new PolicyName("test"), 1),
            List.of(
                    Rail.of("email", "email", Set.of(Direction.OUTPUT), Action.REDACT),
                    Rail.of("ip", "ip_address", Set.of(Direction.OUTPUT), Action.BLOCK)),
            Verdict.BLOCK,
            null,
            Repertoires.five());

    /** Channels share placeholders, so their numbers follow the order of release; here all have the same address. */
    @Test
    void interleavedChannelsComeOutAsEachDoesAlone() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("a", "Write to me@example.com, 😀 please. ".repeat(3));
        texts.put("b", "No e-mail here, 12.5 % off.");
        texts.put("c", "me@example.com");
        texts.put("", "the channel without a name: me@example.com!");
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            ScreenedStream stream = stream(8);
            Map<String, Integer> sent = new HashMap<>();
            Map<String, StringBuilder> released = new HashMap<>();
            List<String> open = new ArrayList<>(texts.keySet());
            while (!open.isEmpty()) {
                String channel = open.get(random.nextInt(open.size()));
                int from = sent.getOrDefault(channel, 0);
                int to = Math.min(texts.get(channel).length(), from + 1 + random.nextInt(6));
                StreamStep step = chunk(stream, channel, texts.get(channel).substring(from, to));
                released.computeIfAbsent(channel, name -> new StringBuilder())
                        .append(((StreamStep.Released) step).text());
                sent.put(channel, to);
                if (to == texts.get(channel).length()) {
                    open.remove(channel);
                }
            }
            List<StreamStep> end = stream.end(Deadline.NEVER).await().indefinitely();
            for (StreamStep step : end.subList(0, end.size() - 1)) {
                StreamStep.Released last = (StreamStep.Released) step;
                assertThat(last.ended()).isTrue();
                released.get(last.channel()).append(last.text());
            }

            texts.forEach((channel, text) -> {
                TextScreen alone = call().text(channel, Source.ASSISTANT, true, 16);
                assertThat(released.get(channel).toString()).isEqualTo(alone.feed(text) + alone.end());
                assertThat(findings(end, channel)).isEqualTo(alone.findings());
            });
        }
    }

    @Test
    void whatBlocksOneChannelEndsAll() {
        ScreenedStream stream = stream(8);
        chunk(stream, "a", "me@exam");
        StreamStep step = chunk(stream, "b", "10.0.0.1 ");

        assertThat(step).isInstanceOfSatisfying(StreamStep.Concluded.class, concluded -> {
            assertThat(concluded.verdict()).isEqualTo(Verdict.BLOCK);
            assertThat(concluded.findings()).extracting(Finding::segmentId).containsExactly("b");
        });
        assertThat(stream.isOver()).isTrue();
    }

    @Test
    void aBlockAtTheEndReleasesNothingMore() {
        ScreenedStream stream = stream(8);
        chunk(stream, "a", "fine");
        chunk(stream, "b", "10.0.0.1");
        chunk(stream, "c", "never seen");

        List<StreamStep> end = stream.end(Deadline.NEVER).await().indefinitely();

        assertThat(end).hasSize(2);
        assertThat(end.getFirst()).isEqualTo(new StreamStep.Released("a", "fine", true));
        assertThat(end.getLast()).isInstanceOf(StreamStep.Concluded.class);
    }

    @Test
    void channelsAreCountedAndDoNotComeBack() {
        ScreenedStream stream = stream(1);
        chunk(stream, "a", "x");

        assertThatThrownBy(() -> chunk(stream, "b", "x"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("1 channels");
        stream.end("a", Deadline.NEVER).await().indefinitely();
        assertThatThrownBy(() -> chunk(stream, "a", "x")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> stream.end("a", Deadline.NEVER).await().indefinitely())
                .isInstanceOf(Problem.class);
    }

    private static StreamStep chunk(ScreenedStream stream, String channel, String text) {
        return stream.chunk(channel, Source.ASSISTANT, text, Deadline.NEVER);
    }

    private static List<Finding> findings(List<StreamStep> end, String channel) {
        return ((StreamStep.Concluded) end.getLast())
                .findings().stream()
                        .filter(finding -> finding.segmentId().equals(channel))
                        .toList();
    }

    private static ScreenedStream stream(int maxChannels) {
        return new ScreenedStream(call(), maxChannels, 32);
    }

    private static CallScreen call() {
        return CallScreen.ofStreams(POLICY, Call.of(new WorkspaceId("acme"), Direction.OUTPUT, List.of()), 1_000);
    }
}
