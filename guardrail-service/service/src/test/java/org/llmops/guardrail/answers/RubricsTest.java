package org.llmops.guardrail.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RubricsTest {
    @Test
    void eachSaysWhenItAppliesAndFitsIntoAParameter() {
        for (String name : Rubrics.names()) {
            assertThat(Rubrics.text(name)).startsWith("Applies when").hasSizeBetween(200, 2000);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Rubrics.text("../refusal"));
    }
}
