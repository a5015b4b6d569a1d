package org.llmops.platform.page;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The part of a list's query that asks for one page. */
public class PageQuery {
    @QueryParam("limit")
    @DefaultValue("50")
    @Min(1)
    @Max(200)
    @Parameter(description = "Items in a page, 1 to 200")
    int limit = 50;

    @QueryParam("cursor")
    @Parameter(description = "`next_cursor` of the page before")
    @Nullable
    String cursor;

    public int limit() {
        return limit;
    }

    /** Read this many rows, so that Page.of can tell whether there are more. */
    public int limitAndOneMore() {
        return limit + 1;
    }

    /** The values behind which the page starts, as Cursor.encode got them; empty on the first page. */
    public List<String> after(int values) {
        return cursor == null || cursor.isEmpty() ? List.of() : Cursor.decode(cursor, values);
    }
}
