package org.llmops.guardrail.pii;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Leads from the lengths and kinds of groups, and what stands between them, to the layouts that look so: text is cut into
 * groups once, and of thousands of layouts only the few that fit are tried.
 */
final class ShapeIndex {
    private static final int LENGTHS = Symbols.MAX_GROUP + 2;
    private static final GroupKind[] KINDS = GroupKind.values();

    private final @Nullable Node[] starts;
    private final @Nullable Node[] glued;
    private final int reach;

    /** For each length of a group of letters a bit for each separator behind which something goes on; all where it may be all. */
    private final int[] goingOn = new int[LENGTHS];

    private ShapeIndex(Growing anywhere, Growing behindLetters, int reach) {
        this.starts = anywhere.starts();
        this.glued = behindLetters.starts();
        this.reach = reach;
        for (int length = 0; length < LENGTHS; length++) {
            Node node = start(GroupKind.LETTERS, length);
            goingOn[length] = node == null ? 0 : node.complete.length > 0 ? -1 : node.separators;
        }
    }

    /** @param minScore shapes that never reach it are left out */
    static ShapeIndex of(List<Recogniser> recognisers, double minScore) {
        return of(recognisers, minScore, layout -> true);
    }

    /** The layouts that letters alone fill. */
    static ShapeIndex ofLetters(List<Recogniser> recognisers, double minScore) {
        return of(recognisers, minScore, Layout::isLetters);
    }

    private static ShapeIndex of(List<Recogniser> recognisers, double minScore, Predicate<Layout> wanted) {
        Growing anywhere = new Growing();
        Growing behindLetters = new Growing();
        int reach = 0;
        for (Recogniser recogniser : recognisers) {
            for (Shape shape : recogniser.shapes()) {
                if (Math.max(shape.base(), shape.inContext()) < minScore) {
                    continue;
                }
                for (Layout layout : shape.layouts()) {
                    if (!wanted.test(layout)) {
                        continue;
                    }
                    if (layout.allows(0, GroupKind.LETTERS) && !layout.isLetters()) {
                        reach = Math.max(reach, layout.extent());
                    }
                    Entry entry = new Entry(recogniser, shape, layout, shape.base() < minScore || shape.base() == 0);
                    anywhere.add(entry, 0);
                    if (shape.glued()) {
                        behindLetters.add(entry, 0);
                    }
                }
            }
        }
        return new ShapeIndex(anywhere, behindLetters, reach);
    }

    /**
     * A layout and whose it is.
     *
     * @param announced whether it counts only if a word nearby says what it is
     */
    record Entry(Recogniser recogniser, Shape shape, Layout layout, boolean announced) {}

    /** What may begin with a group of this kind and length. */
    @Nullable
    Node start(GroupKind kind, int length) {
        return starts[key(Separator.NOTHING, length, kind)];
    }

    /** Whether something may begin with so many letters and what stands behind them. */
    boolean mayBegin(int letters, int behind) {
        return (goingOn[letters] >>> Separator.of(behind).ordinal() & 1) != 0;
    }

    /** What may begin right behind small letters. */
    @Nullable
    Node startGlued(GroupKind kind, int length) {
        return glued[key(Separator.NOTHING, length, kind)];
    }

    /** Where a group of letters has no digit that soon behind its start, only letters alone can fill the layout of it. */
    int reach() {
        return reach;
    }

    private static int key(Separator separator, int length, GroupKind kind) {
        return (separator.ordinal() * LENGTHS + length) * KINDS.length + kind.ordinal();
    }

    /** Some groups have been read; these layouts are complete, and those go on. */
    static final class Node {
        private final Entry[] complete;
        private final Entry[] unannounced;
        private final int[] keys;
        private final Node[] next;
        private final int separators;

        /** For each separator and kind which lengths of groups go on, the lowest six bits of them. */
        private final long[] lengths;

        private Node(Growing grown) {
            complete = grown.complete.toArray(Entry[]::new);
            unannounced =
                    grown.complete.stream().filter(entry -> !entry.announced).toArray(Entry[]::new);
            keys = grown.next.keySet().stream().mapToInt(Integer::intValue).toArray();
            next = grown.next.values().stream().map(Node::new).toArray(Node[]::new);
            separators = grown.separators;
            lengths = new long[keys.length == 0 ? 0 : Separator.values().length * KINDS.length];
            for (int key : keys) {
                int kind = key % KINDS.length;
                int length = key / KINDS.length % LENGTHS;
                lengths[key / KINDS.length / LENGTHS * KINDS.length + kind] |= 1L << length;
            }
        }

        Entry[] complete() {
            return complete;
        }

        /** Those of them that count without a word that announces them. */
        Entry[] unannounced() {
            return unannounced;
        }

        boolean goesOnBehind(Separator separator) {
            return (separators >> separator.ordinal() & 1) == 1;
        }

        boolean goesOn() {
            return keys.length > 0;
        }

        @Nullable
        Node next(Separator separator, int length, GroupKind kind) {
            if ((lengths[separator.ordinal() * KINDS.length + kind.ordinal()] >>> length & 1) == 0) {
                return null;
            }
            int index = Arrays.binarySearch(keys, key(separator, length, kind));
            return index < 0 ? null : next[index];
        }
    }

    /** A node that is still being filled. */
    private static final class Growing {
        private final List<Entry> complete = new ArrayList<>();
        private final TreeMap<Integer, Growing> next = new TreeMap<>();
        private int separators;

        void add(Entry entry, int group) {
            if (group == entry.layout.groups()) {
                complete.add(entry);
                return;
            }
            Separator separator = entry.layout.separators().get(group);
            separators |= 1 << separator.ordinal();
            for (GroupKind kind : KINDS) {
                if (entry.layout.allows(group, kind)) {
                    next.computeIfAbsent(key(separator, entry.layout.length(group), kind), ignored -> new Growing())
                            .add(entry, group + 1);
                }
            }
        }

        @Nullable
        Node[] starts() {
            @Nullable Node[] nodes = new Node[LENGTHS * KINDS.length];
            next.forEach((key, growing) -> nodes[key] = new Node(growing));
            return nodes;
        }
    }
}
