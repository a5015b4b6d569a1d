package org.llmops.prompt.catalog;

import java.util.List;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.problem.RequestProblem;

/** The place in a list that runs from high numbers to low ones. */
public final class NumberCursor {
    private NumberCursor() {}

    public static String after(int number) {
        return Cursor.encode(String.valueOf(number));
    }

    /** Items with lower numbers than this belong to the page. */
    public static int before(PageQuery page) {
        List<String> after = page.after(1);
        try {
            return after.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(after.getFirst());
        } catch (NumberFormatException forged) {
            throw RequestProblem.CURSOR_MALFORMED.at(
                    "cursor", "Give back the next_cursor of the page before, unchanged");
        }
    }
}
