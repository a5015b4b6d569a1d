package org.llmops.guardrail.redacting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.guardrail.redacting.Fakes.openly;
import static org.llmops.guardrail.redacting.Fakes.rail;
import static org.llmops.guardrail.redacting.Fakes.word;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.platform.identity.WorkspaceId;

/** Every text is looked through once, whatever becomes of it each time, and nothing crosses workspaces. */
class SeenTextsTest {
    private final SeenTexts seen = new SeenTexts(10_000, Duration.ofMinutes(1));
    private final List<Scene> looked = new ArrayList<>();

    @Test
    void ofALongHistoryOnlyWhatIsNewIsLookedThrough() {
        CompiledPolicy policy = policy(scene -> {});
        List<String> history = new ArrayList<>();
        for (int turn = 0; turn < 50; turn++) {
            history.add("turn " + turn + " of me and secret you");
            screen(policy, "acme", Map.of(), history);
        }

        assertThat(looked).hasSize(50);
    }

    @Test
    void whatIsRecalledComesOutAsWhatIsFoundAnew() {
        CompiledPolicy policy = policy(scene -> {});
        List<String> texts = List.of("secret and <WORD_1>", "", "secret secret", "nothing");
        List<String> anew = screen(policy, "acme", Map.of(), texts);

        assertThat(anew).containsExactly("<WORD_1> and <PLACEHOLDER_1>", "", "<WORD_1> <WORD_1>", "nothing");
        assertThat(screen(policy, "acme", Map.of(), texts)).isEqualTo(anew);
        // In another call, numbers go by that call's order.
        assertThat(screen(policy, "acme", Map.of(), List.of("<WORD_1>", "secret secret")))
                .containsExactly("<WORD_1>", "<WORD_2> <WORD_2>");
        // Three texts and one more; the empty text is begun each time.
        assertThat(looked).hasSize(6);
    }

    @Test
    void anotherWorkspaceHasItsOwnMemory() {
        CompiledPolicy policy = policy(scene -> {});
        screen(policy, "acme", Map.of(), List.of("the same text"));
        screen(policy, "globex", Map.of(), List.of("the same text"));

        assertThat(looked).extracting(scene -> scene.workspace().value()).containsExactly("acme", "globex");
    }

    @Test
    void theAttributesCountForThoseWhoLookAtThem() {
        CompiledPolicy indifferent = policy(scene -> {});
        screen(indifferent, "acme", Map.of("app", "a"), List.of("text"));
        screen(indifferent, "acme", Map.of("app", "b"), List.of("text"));
        assertThat(looked).hasSize(1);

        CompiledPolicy curious = policy(Scene::attributes);
        screen(curious, "globex", Map.of("app", "a"), List.of("text"));
        screen(curious, "globex", Map.of("app", "b"), List.of("text"));
        screen(curious, "globex", Map.of("app", "a"), List.of("text"));
        screen(curious, "globex", Map.of("app", "b"), List.of("text"));
        assertThat(looked).hasSize(3);
    }

    @Test
    void theSourceOfATextCounts() {
        CompiledPolicy policy = policy(scene -> {});
        for (Source source : List.of(Source.USER, Source.TOOL_RESULT, Source.USER)) {
            CallScreen call = CallScreen.ofTexts(policy, call("acme", Map.of()), 1_000);
            conclude(call.look("0", source, true, "text", Deadline.NEVER, seen));
        }

        assertThat(looked).extracting(Scene::source).containsExactly(Source.USER, Source.TOOL_RESULT);
    }

    @Test
    void whatWasNotLookedAtCompletelyIsNotRemembered() {
        CompiledPolicy policy = Fakes.policy(
                List.of(Fakes.type("breaking", Stage.DETERMINISTIC, Fakes.breakingAt("BOOM"))),
                openly(rail("breaking", Action.BLOCK)));
        for (int round = 0; round < 2; round++) {
            CallScreen call = CallScreen.ofTexts(policy, call("acme", Map.of()), 1_000);
            SeenTexts.Look look = call.look("0", Source.USER, true, "a BOOM", Deadline.NEVER, seen);
            conclude(look);
            assertThat(look.recalled()).isFalse();
            assertThat(look.screen().unscanned()).hasSize(1);
        }
    }

    @Test
    void memoryIsBounded() {
        SeenTexts few = new SeenTexts(10, Duration.ofMinutes(1));
        CompiledPolicy policy = policy(scene -> {});
        for (int round = 0; round < 2; round++) {
            for (int text = 0; text < 100; text++) {
                CallScreen call = CallScreen.ofTexts(policy, call("acme", Map.of()), 1_000);
                SeenTexts.Look look = call.look("0", Source.USER, true, "text " + text, Deadline.NEVER, few);
                few.remember(look);
                look.screen().conclude();
            }
        }

        assertThat(looked).hasSizeGreaterThan(180);
    }

    private CompiledPolicy policy(Consumer<Scene> looking) {
        return Fakes.policy(
                List.of(Fakes.type("word", Stage.DETERMINISTIC, word("secret", 1, scene -> {
                    looked.add(scene);
                    looking.accept(scene);
                }))),
                rail("word", Action.REDACT));
    }

    private List<String> screen(
            CompiledPolicy policy, String workspace, Map<String, String> attributes, List<String> texts) {
        CallScreen call = CallScreen.ofTexts(policy, call(workspace, attributes), 1_000);
        List<SeenTexts.Look> looks = texts.stream()
                .map(text -> call.look("0", Source.USER, true, text, Deadline.NEVER, seen))
                .toList();
        return looks.stream().map(this::conclude).toList();
    }

    private String conclude(SeenTexts.Look look) {
        seen.remember(look);
        return look.screen().conclude();
    }

    private static Call call(String workspace, Map<String, String> attributes) {
        return new Call(new WorkspaceId(workspace), Direction.INPUT, List.of(), List.of(), attributes, false);
    }
}
