package org.llmops.guardrail.placeholders;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.Original;
import org.llmops.guardrail.substituting.Substitute;

/**
 * The placeholders of one call. Equal values get equal placeholders, numbered in the order in which they appear. No
 * placeholder ever means two things: a number that somebody wrote by hand is skipped, and a hand-written placeholder that
 * came too late to be skipped is replaced by one of its own, to be restored like any other value.
 */
public final class Placeholders {
    private static final String HAND_WRITTEN = "PLACEHOLDER";

    private final Map<String, String> originals = new HashMap<>();
    private final Map<Value, String> placeholders = new HashMap<>();
    /** By what a rail's operator is before it is opened for a call. */
    private final Map<Operator, Operator> opened = new HashMap<>();

    private final Substitutes substitutes;
    private final Map<String, Integer> lastNumbers = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> ours = new HashSet<>();
    private final List<Replacement> issued = new ArrayList<>();
    private final boolean reversible;

    private Placeholders(boolean reversible, List<Replacement> known) {
        this.reversible = reversible;
        this.substitutes = new Substitutes(known.stream()
                .map(Replacement::placeholder)
                .filter(written -> !PlaceholderNotation.isPlaceholder(written))
                .toList());
    }

    /** On the way in, values are replaced such that they can be restored. */
    public static Placeholders replacing() {
        return new Placeholders(true, List.of());
    }

    /** On the way out, known placeholders are restored and what else is replaced stays so. */
    public static Placeholders restoring(List<Replacement> known) {
        Placeholders placeholders = new Placeholders(false, known);
        known.forEach(replacement -> {
            placeholders.originals.put(replacement.placeholder(), replacement.original());
            placeholders.taken.add(replacement.placeholder());
        });
        return placeholders;
    }

    boolean restoresAny() {
        return !originals.isEmpty();
    }

    /** What else is to be restored, whatever it looks like. */
    Substitutes substitutes() {
        return substitutes;
    }

    /** What the placeholder stands for, if it is one to restore. */
    public @Nullable String restore(String literal) {
        return originals.get(literal);
    }

    /** What to write in place of text that looks like a placeholder and is none of ours. */
    public String keepApart(String literal) {
        if (taken.add(literal) || !reversible || !ours.contains(literal)) {
            return literal;
        }
        return replace(HAND_WRITTEN, literal);
    }

    /** Makes sure of all that was written, before it goes out. */
    public Uni<Void> settle() {
        Uni<Void> settled = Uni.createFrom().voidItem();
        for (Operator operator : opened.values()) {
            settled = settled.chain(operator::settle);
        }
        return settled;
    }

    /** What was replaced and can be restored, in the order of the numbers. */
    public List<Replacement> issued() {
        return List.copyOf(issued);
    }

    /** What writes in place of values, as it was opened for this call. */
    public void open(Operator compiled, Operator operator) {
        opened.put(compiled, operator);
    }

    /** What to write in place of a value: of equal values the same. */
    public String replace(Operator compiled, Original original) {
        Operator operator = opened.getOrDefault(compiled, compiled);
        Value value = new Value(operator, original.entity(), original.text());
        String known = placeholders.get(value);
        if (known != null) {
            return known;
        }
        return switch (operator.replace(original)) {
            case Substitute.Numbered numbered -> numbered(value);
            case Substitute.Written written -> written(value, written);
        };
    }

    private String replace(String name, String original) {
        Value value = new Value(null, name, original);
        String known = placeholders.get(value);
        return known == null ? numbered(value) : known;
    }

    private String numbered(Value value) {
        String placeholder;
        do {
            placeholder = PlaceholderNotation.write(value.name, lastNumbers.merge(value.name, 1, Integer::sum));
        } while (!taken.add(placeholder));
        ours.add(placeholder);
        return issue(value, placeholder, reversible);
    }

    /** Where two values would look alike, the second is numbered: else the wrong one could be restored. */
    private String written(Value value, Substitute.Written written) {
        boolean restorable = reversible && written.restorable();
        return restorable && !taken.add(written.text()) ? numbered(value) : issue(value, written.text(), restorable);
    }

    private String issue(Value value, String written, boolean restorable) {
        placeholders.put(value, written);
        if (restorable) {
            issued.add(new Replacement(written, value.original));
        }
        return written;
    }

    /** Values of different kinds differ, even when they are written alike. */
    private record Value(@Nullable Operator operator, String name, String original) {}
}
