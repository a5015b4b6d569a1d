package org.llmops.platform.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmops.platform.problem.Problem;
import org.llmops.platform.problem.RequestProblem;

class PageTest {
    @Test
    void aFullPageTellsWhereTheNextOneStarts() {
        Page<String> page = Page.of(List.of("a", "b", "c"), 2, Cursor::encode);

        assertThat(page.items()).containsExactly("a", "b");
        assertThat(Cursor.decode(page.nextCursor(), 1)).containsExactly("b");
    }

    @Test
    void theLastPageTellsNothing() {
        assertThat(Page.of(List.of("a", "b"), 2, Cursor::encode).nextCursor()).isNull();
        assertThat(Page.<String>of(List.of(), 2, Cursor::encode).nextCursor()).isNull();
    }

    @Test
    void aCursorKeepsItsValues() {
        assertThat(Cursor.decode(Cursor.encode("2026-01-01T00:00:00Z", "", "ü/ä"), 3))
                .containsExactly("2026-01-01T00:00:00Z", "", "ü/ä");
    }

    @Test
    void aCursorThatNobodyGaveIsAProblem() {
        for (String cursor : new String[] {"%", "YWJj", "üü"}) {
            assertThatThrownBy(() -> Cursor.decode(cursor, 2))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.type()).isEqualTo(RequestProblem.CURSOR_MALFORMED));
        }
    }
}
