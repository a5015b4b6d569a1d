package org.llmops.guardrail.redacting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The placeholders of one call. Equal values get equal placeholders, numbered in the order in which they appear. No
 * placeholder ever means two things: a number that somebody wrote by hand is skipped, and a hand-written placeholder that
 * came too late to be skipped is replaced by one of its own, to be restored like any other value.
 */
public final class Placeholders {
    private static final String HAND_WRITTEN = "PLACEHOLDER";

    private final Map<String, String> originals = new HashMap<>();
    private final Map<Value, String> placeholders = new HashMap<>();
    private final Map<String, Integer> lastNumbers = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> ours = new HashSet<>();
    private final List<Replacement> issued = new ArrayList<>();
    private final boolean reversible;

    private Placeholders(boolean reversible) {
        this.reversible = reversible;
    }

    /** On the way in, values are replaced such that they can be restored. */
    public static Placeholders replacing() {
        return new Placeholders(true);
    }

    /** On the way out, known placeholders are restored and what else is replaced stays so. */
    public static Placeholders restoring(List<Replacement> known) {
        Placeholders placeholders = new Placeholders(false);
        known.forEach(replacement -> {
            placeholders.originals.put(replacement.placeholder(), replacement.original());
            placeholders.taken.add(replacement.placeholder());
        });
        return placeholders;
    }

    boolean restoresAny() {
        return !originals.isEmpty();
    }

    /** What the placeholder stands for, if it is one to restore. */
    @Nullable
    String restore(String literal) {
        return originals.get(literal);
    }

    /** What to write in place of text that looks like a placeholder and is none of ours. */
    String keepApart(String literal) {
        if (taken.add(literal) || !reversible || !ours.contains(literal)) {
            return literal;
        }
        return replace(HAND_WRITTEN, literal);
    }

    /** What was replaced and can be restored, in the order of the numbers. */
    public List<Replacement> issued() {
        return List.copyOf(issued);
    }

    /** What to write in place of a value. */
    String replace(String name, String original) {
        Value value = new Value(name, original);
        String known = placeholders.get(value);
        if (known != null) {
            return known;
        }
        String placeholder;
        do {
            placeholder = PlaceholderNotation.write(name, lastNumbers.merge(name, 1, Integer::sum));
        } while (!taken.add(placeholder));
        placeholders.put(value, placeholder);
        ours.add(placeholder);
        if (reversible) {
            issued.add(new Replacement(placeholder, original));
        }
        return placeholder;
    }

    /** Values of different kinds differ, even when they are written alike. */
    private record Value(String name, String original) {}
}
