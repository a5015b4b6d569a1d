package org.llmops.prompt.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.platform.problem.FieldError;
import org.llmops.platform.problem.Problem;
import org.llmops.platform.problem.RequestProblem;
import org.llmops.prompt.PromptProblem;
import org.llmops.prompt.catalog.MessageBody;
import org.llmops.prompt.catalog.PromptMessage;
import org.llmops.prompt.catalog.Role;
import org.llmops.prompt.template.Template;

class ValuesTest {
    @Test
    void messages_are_filled_in_with_their_roles() {
        assertThat(render(Map.of("tone", "kind", "q", "Why?"), "Be {{tone}}.", "{{q}}"))
                .containsExactly(new MessageBody(Role.USER, "Be kind."), new MessageBody(Role.USER, "Why?"));
    }

    @Test
    void every_variable_that_is_missing_or_unknown_is_named() {
        Problem problem = problem(Map.of("b", "", "z", "", "y", ""), "{{a}}{{b}}", "{{c}}");

        assertThat(problem.type()).isEqualTo(PromptProblem.VARIABLES_MISMATCHED);
        assertThat(problem.errors())
                .containsExactly(
                        new FieldError("variables.a", "This variable is missing"),
                        new FieldError("variables.c", "This variable is missing"),
                        new FieldError("variables.y", "The prompt has no such variable"),
                        new FieldError("variables.z", "The prompt has no such variable"));
    }

    @Test
    void a_small_request_cannot_ask_for_gigabytes() {
        String fortyTimes = "{{x}}".repeat(40);
        String kib100 = "x".repeat(100 * 1024);

        assertThat(render(Map.of("x", kib100), fortyTimes).getFirst().content()).hasSize(40 * 100 * 1024);
        assertThat(problem(Map.of("x", kib100 + "xxxxx"), fortyTimes.repeat(2)).type())
                .isEqualTo(PromptProblem.RENDERED_TOO_LARGE);
    }

    @Test
    void a_value_is_text() {
        assertThat(problem(Map.of("x", "\ud83d"), "{{x}}").type()).isEqualTo(RequestProblem.FIELD_INVALID);
    }

    @Test
    void a_name_that_no_prompt_can_have_is_not_repeated() {
        String endless = "x".repeat(10_000);

        assertThat(problem(Map.of(endless, ""), "{{x}}").errors())
                .singleElement()
                .satisfies(error -> assertThat(error.toString()).hasSizeLessThan(200));
    }

    private static List<MessageBody> render(Map<String, String> values, String... templates) {
        List<PromptMessage> messages = List.of(templates).stream()
                .map(template -> new PromptMessage(Role.USER, Template.parse(template)))
                .toList();
        return new Values(values)
                .render(messages, Template.parse(String.join("", templates)).variables());
    }

    private static Problem problem(Map<String, String> values, String... templates) {
        return catchThrowableOfType(Problem.class, () -> render(values, templates));
    }
}
