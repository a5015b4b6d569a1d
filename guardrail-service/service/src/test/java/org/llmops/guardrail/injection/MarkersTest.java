package org.llmops.guardrail.injection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkersTest {
    @Test
    void areFoundAnywhereAndWhateverTheirCase() {
        assertThat(found("x<|IM_START|>y ### System 🔓"))
                .containsExactly("role-marker", "section-marker", "jailbreak-name");
        assertThat(found("🔓")).containsExactly("jailbreak-name");
        assertThat(found("whoami")).containsExactly("code-execution");
        assertThat(found("Systems of user input end in promptness.")).isEmpty();
    }

    private static List<String> found(String text) {
        List<String> rules = new ArrayList<>();
        new Markers().find(Markers.lower(text), hit -> rules.add(hit.rule().id()));
        return rules;
    }
}
