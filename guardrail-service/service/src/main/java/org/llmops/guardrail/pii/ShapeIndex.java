package org.llmops.guardrail.pii;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.GrowingText;

/**
 * Leads from the lengths and kinds of groups, and what stands between them, to the layouts that look so: text is cut into
 * groups once, and of thousands of layouts only the few that fit are tried.
 */
final class ShapeIndex {
    private static final int LENGTHS = Symbols.MAX_GROUP + 2;
    private static final GroupKind[] KINDS = GroupKind.values();
    private static final int SEPARATORS = Separator.values().length;

    /** So long groups behind the first may be; no identifier has longer ones. */
    private static final int MAX_NEXT = Long.SIZE - 1;

    private final @Nullable Node[] starts;
    private final @Nullable Node[] glued;
    private final int reach;

    /** For each kind and length of a group a bit for each separator behind which something goes on; all where it may be all. */
    private final int[][] goingOn = new int[KINDS.length][LENGTHS];

    private ShapeIndex(Growing anywhere, Growing behindLetters, int reach) {
        this.starts = anywhere.starts();
        this.glued = behindLetters.starts();
        this.reach = reach;
        for (GroupKind kind : KINDS) {
            for (int length = 0; length < LENGTHS; length++) {
                Node node = start(kind, length);
                goingOn[kind.ordinal()][length] = node == null ? 0 : node.complete.length > 0 ? -1 : node.separators;
            }
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

    /** Whether something may begin with such a group, what stands behind it, and the group behind that. */
    boolean mayBegin(GroupKind kind, int length, int behind, GroupKind nextKind, int nextLength) {
        int separators = goingOn[kind.ordinal()][length];
        if (separators == 0) {
            return false;
        }
        Separator separator = Separator.of(behind);
        return (separators >>> separator.ordinal() & 1) != 0
                && (separators == -1
                        || Objects.requireNonNull(start(kind, length)).next(separator, nextLength, nextKind) != null);
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
        return (separator.ordinal() * KINDS.length + kind.ordinal()) * LENGTHS + length;
    }

    /** Some groups have been read; these layouts are complete, and those go on. */
    static final class Node {
        private final Entry[] complete;
        private final Entry[] unannounced;

        /** What any of the complete ones allows. */
        private final @Nullable Layout any;

        private final BitSet announced = new BitSet();

        private final Node[] next;
        private final int separators;

        /** For each separator and kind which do. */
        private final long[] lengths;

        /** And at which place of {@code next} the first of them is. */
        private final int[] firsts;

        private Node(Growing grown) {
            complete = grown.complete.toArray(Entry[]::new);
            unannounced =
                    grown.complete.stream().filter(entry -> !entry.announced).toArray(Entry[]::new);
            grown.complete.stream().filter(Entry::announced).forEach(entry -> announced.set(entry.recogniser.order()));
            any = complete.length == 0
                    ? null
                    : Layout.ofAny(grown.complete.stream().map(Entry::layout).toList());
            next = grown.next.values().stream().map(Node::new).toArray(Node[]::new);
            separators = grown.separators;
            lengths = new long[next.length == 0 ? 0 : SEPARATORS * KINDS.length];
            firsts = new int[lengths.length];
            int place = 0;
            for (int key : grown.next.keySet()) {
                int before = key / LENGTHS;
                firsts[before] = lengths[before] == 0 ? place : firsts[before];
                lengths[before] |= 1L << key % LENGTHS;
                place++;
            }
        }

        Entry[] complete() {
            return complete;
        }

        boolean isComplete() {
            return complete.length > 0;
        }

        /** Whether what begins here may fit one of them, judged sign by sign. */
        boolean mayFit(GrowingText text, int start) {
            return any != null && any.fits(text, start, false);
        }

        /** Those of them that count without a word that announces them. */
        Entry[] unannounced() {
            return unannounced;
        }

        /** The recognisers, by their order, that count here only if they are announced. */
        BitSet announced() {
            return announced;
        }

        boolean goesOnBehind(Separator separator) {
            return (separators >> separator.ordinal() & 1) == 1;
        }

        /** A bit for each length of groups that it goes on with, whatever they are. */
        long nextLengths() {
            return Arrays.stream(lengths).reduce(0, (one, other) -> one | other);
        }

        boolean goesOn() {
            return next.length > 0;
        }

        @Nullable
        Node next(Separator separator, int length, GroupKind kind) {
            int before = separator.ordinal() * KINDS.length + kind.ordinal();
            long known = lengths[before] << ~length;
            return length > MAX_NEXT || known >= 0 ? null : next[firsts[before] + Long.bitCount(known) - 1];
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
            if (group > 0 && entry.layout.length(group) > MAX_NEXT) {
                throw new IllegalArgumentException("No group behind the first is longer than " + MAX_NEXT);
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
