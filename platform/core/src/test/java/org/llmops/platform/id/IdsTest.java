package org.llmops.platform.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void sortByTheTimeTheyWereMade() {
        var ids =
                IntStream.range(0, 10_000).mapToObj(i -> Ids.next().toString()).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(Ids.next().version()).isEqualTo(7);
    }
}
