package org.llmops.guardrail.pii;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leads from the lengths of groups and what stands between them to the layouts that look so: text is cut into groups once,
 * and of hundreds of layouts only the few that fit are tried.
 */
final class ShapeIndex {
    private final Map<GroupKind, Node> roots = new EnumMap<>(GroupKind.class);
    private final Node glued = new Node();

    ShapeIndex(List<Recogniser> recognisers) {
        for (GroupKind kind : GroupKind.values()) {
            roots.put(kind, new Node());
        }
        for (Recogniser recogniser : recognisers) {
            for (Shape shape : recogniser.shapes()) {
                shape.layouts().forEach(layout -> add(new Entry(recogniser, shape, layout)));
            }
        }
    }

    /** A layout and whose it is. */
    record Entry(Recogniser recogniser, Shape shape, Layout layout) {}

    /** What may begin with a group of this kind and length. */
    @Nullable Node start(GroupKind kind, int length) {
        return roots.getOrDefault(kind, glued).next(Separator.NOTHING, length);
    }

    /** What may begin right behind small letters. */
    @Nullable Node startGlued(int length) {
        return glued.next(Separator.NOTHING, length);
    }

    private void add(Entry entry) {
        roots.forEach((kind, root) -> {
            if (entry.layout.mayBegin(kind)) {
                root.add(entry);
            }
        });
        if (entry.shape.glued()) {
            glued.add(entry);
        }
    }

    /** Some groups have been read; these layouts are complete, and those go on. */
    static final class Node {
        private final List<Entry> complete = new ArrayList<>();
        private final Map<Integer, Node> next = new HashMap<>();

        List<Entry> complete() {
            return complete;
        }

        boolean goesOn() {
            return !next.isEmpty();
        }

        @Nullable Node next(Separator separator, int length) {
            return next.get(key(separator, length));
        }

        private void add(Entry entry) {
            Node node = this;
            for (int group = 0; group < entry.layout.lengths().size(); group++) {
                int key = key(
                        entry.layout.separators().get(group),
                        entry.layout.lengths().get(group));
                node = node.next.computeIfAbsent(key, ignored -> new Node());
            }
            node.complete.add(entry);
        }

        private static int key(Separator separator, int length) {
            return separator.ordinal() * (Symbols.MAX_GROUP + 2) + length;
        }
    }
}
