package org.llmops.prompt.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.problem.Problem;
import org.llmops.prompt.PromptProblem;
import org.llmops.prompt.template.Template;

class DraftTest {
    @Test
    void a_text_prompt_is_one_user_message() {
        assertThat(draft(PromptKind.TEXT, user("Hi {{name}}")).messages()).hasSize(1);
        refuses(PromptProblem.VERSION_MALFORMED, () -> draft(PromptKind.TEXT, user("one"), user("two")));
        refuses(PromptProblem.VERSION_MALFORMED, () -> draft(PromptKind.TEXT, message(Role.SYSTEM, "one")));
    }

    @Test
    void a_chat_prompt_has_1_to_100_messages() {
        PromptMessage[] hundred = Collections.nCopies(100, user("x")).toArray(PromptMessage[]::new);
        PromptMessage[] more = Collections.nCopies(101, user("x")).toArray(PromptMessage[]::new);

        assertThat(draft(PromptKind.CHAT, hundred).messages()).hasSize(100);
        refuses(PromptProblem.VERSION_MALFORMED, () -> draft(PromptKind.CHAT));
        refuses(PromptProblem.LIMIT_EXCEEDED, () -> draft(PromptKind.CHAT, more));
    }

    @Test
    void all_messages_together_have_at_most_256_KiB_of_utf8() {
        String half = "ö".repeat(64 * 1024);

        assertThat(draft(PromptKind.CHAT, user(half), user(half)).messages()).hasSize(2);
        refuses(PromptProblem.TEMPLATE_TOO_LARGE, () -> draft(PromptKind.CHAT, user(half), user(half + "x")));
    }

    @Test
    void all_messages_together_have_at_most_100_variables() {
        assertThat(Draft.variablesOf(draft(PromptKind.CHAT, user(variables(0, 60)), user(variables(40, 100)))
                        .messages()))
                .hasSize(100);
        refuses(
                PromptProblem.LIMIT_EXCEEDED,
                () -> draft(PromptKind.CHAT, user(variables(0, 60)), user(variables(40, 101))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "nul \u0000", "half \ud83d"})
    void a_commit_message_is_text(String message) {
        refuses(PromptProblem.VERSION_MALFORMED, () -> new Draft(PromptKind.TEXT, List.of(user("x")), null, message));
    }

    @Test
    void a_commit_message_has_at_most_1000_characters() {
        assertThat(new Draft(PromptKind.TEXT, List.of(user("x")), null, "m".repeat(1000)).commitMessage())
                .hasSize(1000);
        refuses(
                PromptProblem.VERSION_MALFORMED,
                () -> new Draft(PromptKind.TEXT, List.of(user("x")), null, "m".repeat(1001)));
    }

    @Test
    void a_config_is_an_object_of_at_most_16_KiB() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String value = "x".repeat(16 * 1024 - "{\"k\":\"\"}".length());

        assertThat(PromptConfig.of(json.objectNode().put("k", value)).json()).hasSize(16 * 1024);
        refuses(
                PromptProblem.CONFIG_TOO_LARGE,
                () -> PromptConfig.of(json.objectNode().put("k", value + "x")));
        refuses(PromptProblem.VERSION_MALFORMED, () -> PromptConfig.of(json.arrayNode()));
        refuses(
                PromptProblem.VERSION_MALFORMED,
                () -> PromptConfig.of(json.objectNode().put("k", "\ud83d")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "support-reply", "v1.2_x", "0day"})
    void names_fit_into_urls_and_keys(String name) {
        assertThat(new PromptName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", ".a", "Support", "a/b", "a b", "ä", "a\n"})
    void other_names_are_refused(String name) {
        refuses(PromptProblem.NAME_MALFORMED, () -> new PromptName(name));
    }

    @Test
    void a_name_has_at_most_100_characters() {
        assertThat(new PromptName("n".repeat(100)).value()).hasSize(100);
        refuses(PromptProblem.NAME_MALFORMED, () -> new PromptName("n".repeat(101)));
    }

    private static Draft draft(PromptKind kind, PromptMessage... messages) {
        return new Draft(kind, List.of(messages), null, "why not");
    }

    private static PromptMessage user(String content) {
        return message(Role.USER, content);
    }

    private static PromptMessage message(Role role, String content) {
        return new PromptMessage(role, Template.parse(content));
    }

    private static String variables(int from, int to) {
        return IntStream.range(from, to).mapToObj("{{v%d}}"::formatted).collect(Collectors.joining());
    }

    private static void refuses(PromptProblem type, ThrowingCallable construction) {
        assertThatThrownBy(construction)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo(type));
    }
}
