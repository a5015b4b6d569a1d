package org.llmops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The story that `./llmops demo` tells, twice: the second time on what the first has left. */
@ExtendWith(RunningSuite.class)
class DemoE2E {
    @Test
    void holdsHoweverOftenItIsTold(Suite suite) {
        assertThat(suite.demo()).contains("the story holds");
        assertThat(suite.demo()).contains("the story holds");
    }
}
