package org.llmops.cost.reconciliation;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recognises a model under the several names that one provider has for it: with the date of its snapshot or without, as
 * an id or as it is printed, such as `claude-sonnet-4-5-20250929` and `Claude Sonnet 4.5`.
 */
final class ModelNames {
    private static final Pattern SNAPSHOT = Pattern.compile("[-@](\\d{4}-\\d{2}-\\d{2}|\\d{8})$");
    private static final Pattern BETWEEN = Pattern.compile("[^a-z0-9]+");

    private ModelNames() {}

    /** Names of the same model have the same key. */
    static String key(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        String id = lower.substring(lower.lastIndexOf('/') + 1);
        String undated = SNAPSHOT.matcher(id).replaceFirst("");
        return Arrays.stream(BETWEEN.split(undated))
                .filter(word -> !word.isEmpty())
                .sorted()
                .collect(Collectors.joining("-"));
    }
}
