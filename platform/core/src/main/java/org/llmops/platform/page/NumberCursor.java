package org.llmops.platform.page;

import java.util.List;

/** The place in a list that runs from high numbers to low ones. */
public final class NumberCursor {
    private NumberCursor() {}

    public static String after(int number) {
        return Cursor.encode(String.valueOf(number));
    }

    /** Items with lower numbers than this belong to the page. */
    public static int before(PageQuery page) {
        List<String> after = page.after(1);
        return after.isEmpty() ? Integer.MAX_VALUE : Cursor.read(after.getFirst(), Integer::parseInt);
    }
}
