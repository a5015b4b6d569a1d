package org.llmops.prompt.labelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.problem.Problem;
import org.llmops.prompt.PromptProblem;

class IfMatchTest {
    @Test
    void without_the_header_everything_goes() {
        assertThat(IfMatch.parse(null).allows(Optional.empty())).isTrue();
        assertThat(IfMatch.parse(null).allows(Optional.of(3))).isTrue();
    }

    @Test
    void a_star_wants_the_label_to_exist() {
        assertThat(IfMatch.parse(" * ").allows(Optional.empty())).isFalse();
        assertThat(IfMatch.parse("*").allows(Optional.of(3))).isTrue();
    }

    @Test
    void tags_name_the_versions_expected() {
        IfMatch expected = IfMatch.parse("\"3\", \"12\"");

        assertThat(expected.allows(Optional.of(3))).isTrue();
        assertThat(expected.allows(Optional.of(12))).isTrue();
        assertThat(expected.allows(Optional.of(1))).isFalse();
        assertThat(expected.allows(Optional.empty())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "\"\"", "\"0\"", "\"x\"", "W/\"3\"", "\"3\",", "\"12345678901\"", "\"3\" \"4\""})
    void anything_else_is_refused_instead_of_ignored(String header) {
        assertThatThrownBy(() -> IfMatch.parse(header))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.type()).isEqualTo(PromptProblem.PRECONDITION_MALFORMED));
    }
}
