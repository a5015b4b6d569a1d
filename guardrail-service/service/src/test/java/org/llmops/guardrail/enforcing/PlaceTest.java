package org.llmops.guardrail.enforcing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which calls a policy is for. */
class PlaceTest {
    @Test
    void aCallThatIsDirectedElsewhereStaysWhereItCameFromToo() {
        Map<String, String> directed = Map.of("route", "careful", "route_left", "cheap", "app", "cheap");

        assertThat(Place.ROUTE.holds("careful", directed)).isTrue();
        assertThat(Place.ROUTE.holds("cheap", directed)).isTrue();
        assertThat(Place.ROUTE.holds("other", directed)).isFalse();
        assertThat(Place.PROMPT.holds("cheap", directed)).isFalse();
        assertThat(Place.WORKSPACE.holds("all", Map.of())).isTrue();
    }
}
