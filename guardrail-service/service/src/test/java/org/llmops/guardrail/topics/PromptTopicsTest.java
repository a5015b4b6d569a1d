package org.llmops.guardrail.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptTopicsTest {
    private final List<List<String>> read = new ArrayList<>();
    private final PromptTopics topics = new PromptTopics(prompts -> {
        read.add(prompts);
        return new Topic("scope", prompts, WordVectors.own());
    });

    @Test
    void aPromptIsReadOnce() {
        Topic first = topics.of(List.of("Help with flights and hotels."));

        assertThat(topics.of(List.of("Help with flights and hotels."))).isSameAs(first);
        assertThat(topics.of(List.of("Help with recipes."))).isNotSameAs(first);
        assertThat(read).hasSize(2);
    }

    @Test
    void whatWasNotAskedForLongestIsForgotten() {
        for (int number = 0; number < PromptTopics.MAX; number++) {
            topics.of(List.of("prompt " + number));
        }
        topics.of(List.of("prompt 0"));
        topics.of(List.of("one more"));
        read.clear();

        topics.of(List.of("prompt 0"));
        assertThat(read).isEmpty();
        topics.of(List.of("prompt 1"));
        assertThat(read).containsExactly(List.of("prompt 1"));
    }
}
