package org.llmops.cost.rollups;

import java.util.List;
import java.util.stream.Collectors;

/** SQL that adds rows to a table of sums. Holds only names from the code, never a caller's text. */
public final class Upsert {
    private Upsert() {}

    /**
     * Adds rows to those that have the same key. Rows are taken in the key's order, so that two batches that touch the
     * same ones queue up instead of blocking each other for good.
     *
     * @param rows a table or a query in parentheses that has all these columns
     */
    public static String add(String table, List<String> key, List<String> sums, String rows) {
        String keys = String.join(", ", key);
        return "insert into " + table + " as kept (" + keys + ", " + String.join(", ", sums) + ") select " + keys + ", "
                + sums.stream().map(sum -> "cast(sum(" + sum + ") as bigint)").collect(Collectors.joining(", "))
                + " from " + rows + " added group by " + keys + " order by " + keys + " on conflict (" + keys
                + ") do update set "
                + sums.stream()
                        .map(sum -> sum + " = kept." + sum + " + excluded." + sum)
                        .collect(Collectors.joining(", "));
    }
}
