package org.llmops.guardrail.redacting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;

/** Whoever writes a policy is told what can be set, and to what. */
class ExplainedTest {
    static Stream<DetectorType> types() {
        return LocalTypes.ALL.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void everyParameterIsExplainedAndNothingElse(DetectorType type) {
        Parameters parameters = Parameters.none();
        type.compile(parameters);

        assertThat(type.explains().keySet())
                .containsExactlyInAnyOrderElementsOf(parameters.effective().properties().stream()
                        .map(java.util.Map.Entry::getKey)
                        .toList());
        assertThat(type.explains().values()).noneMatch(String::isBlank);
    }
}
