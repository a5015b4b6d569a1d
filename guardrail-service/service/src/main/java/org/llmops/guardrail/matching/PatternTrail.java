package org.llmops.guardrail.matching;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Tells which patterns are in each piece of a text, and which were in what came right before it, without reading that again:
 * it keeps what it knew behind each character, and from where a search that began elsewhere knows the same, it goes on the
 * same. Searches forget quickly where they began, mostly with the next word.
 */
public final class PatternTrail {
    private final PatternSet patterns;
    private final int reach;

    /** The last characters, and by place the row behind each of a search that goes through them all. */
    private char[] text;

    private int[] rows;
    private int count;

    /** The rows are known from here on, and mean places of this table. */
    private int knownFrom;

    private Object table = this;

    private final Endings endings = new Endings();

    private int pieceStart;

    /** @param reach how many characters before a piece are looked at */
    public PatternTrail(PatternSet patterns, int reach) {
        this.patterns = patterns;
        this.reach = reach;
        this.text = new char[16 * reach];
        this.rows = new int[text.length];
    }

    /**
     * The numbers of the patterns in the next piece, as if that were all.
     *
     * @param ascii whether it has no other signs
     */
    public BitSet next(String piece, boolean ascii) {
        if (!ascii) {
            pass(piece);
            return patterns.in(piece, 0);
        }
        add(piece);
        BitSet seen = new BitSet();
        Subsets.Course course = patterns.course();
        Object before = course.table();
        int goneOn = endings.count;
        int place = course.take(text, pieceStart, count, rows);
        while (place < count) {
            if (course.take(text[place])) {
                seen.or(course.ends());
                endings.add(place, course.ends());
            }
            rows[place++] = course.row();
            place = course.take(text, place, count, rows);
        }
        if (course.table() != before) {
            knownFrom = count;
        } else if (before != table || knownFrom == pieceStart) {
            table = before;
            knownFrom = pieceStart;
        } else {
            goOn(goneOn);
        }
        patterns.end(() -> piece, course, seen);
        return seen;
    }

    /** Goes on by a piece that is known to have none of the patterns. */
    public void pass(String piece) {
        add(piece);
        knownFrom = count;
    }

    private void add(String piece) {
        makeRoom(piece.length());
        pieceStart = count;
        piece.getChars(0, piece.length(), text, count);
        count += piece.length();
    }

    /** The same of what came right before this piece. */
    public BitSet before() {
        int from = Math.max(0, pieceStart - reach);
        if (from < knownFrom || from == pieceStart) {
            return patterns.in(new String(text, from, pieceStart - from), 0);
        }
        BitSet seen = new BitSet();
        Subsets.Course course = patterns.course();
        int place = from;
        for (boolean same = false; place < pieceStart && !same; place++) {
            if (course.take(text[place])) {
                seen.or(course.ends());
            }
            same = isKnown(course, place);
        }
        if (place < pieceStart) {
            endings.addTo(seen, place, pieceStart);
            course.resume(rows[pieceStart - 1]);
        }
        patterns.end(() -> new String(text, from, pieceStart - from), course, seen);
        return seen;
    }

    /** Takes the search that goes through the whole text on to where it knows what the one that began with the piece does. */
    private void goOn(int firstOfPiece) {
        Subsets.Course course = patterns.course();
        if (course.table() != table) {
            knownFrom = pieceStart;
            return;
        }
        course.resume(rows[pieceStart - 1]);
        Endings own = new Endings();
        int place = pieceStart;
        for (boolean same = false; place < count && !same; place++) {
            if (course.take(text[place])) {
                own.add(place, course.ends());
            }
            same = isKnown(course, place);
            rows[place] = course.row();
        }
        endings.replace(firstOfPiece, place, own);
        if (course.table() != table) {
            knownFrom = count;
        }
    }

    private boolean isKnown(Subsets.Course course, int place) {
        return course.row() == rows[place] && course.table() == table;
    }

    /** Keeps what a piece looks back to. */
    private void makeRoom(int length) {
        if (count + length <= text.length) {
            return;
        }
        int dropped = Math.max(0, count - reach);
        System.arraycopy(text, dropped, text, 0, count - dropped);
        System.arraycopy(rows, dropped, rows, 0, count - dropped);
        count -= dropped;
        knownFrom = Math.max(0, knownFrom - dropped);
        endings.drop(dropped);
        if (count + length > text.length) {
            text = Arrays.copyOf(text, 2 * (count + length));
            rows = Arrays.copyOf(rows, text.length);
        }
    }

    /** What ended behind which place, in the order of places. */
    private static final class Endings {
        private int[] places = new int[16];
        private BitSet[] ends = new BitSet[16];
        private int count;

        private void add(int place, BitSet ended) {
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
                ends = Arrays.copyOf(ends, 2 * count);
            }
            places[count] = place;
            ends[count++] = ended;
        }

        /** Adds what ended from a place on to before another. */
        private void addTo(BitSet seen, int from, int to) {
            for (int index = count - 1; index >= 0 && places[index] >= from; index--) {
                if (places[index] < to) {
                    seen.or(ends[index]);
                }
            }
        }

        /** Puts others in place of those from a number on that are before a place. */
        private void replace(int first, int before, Endings others) {
            int kept = first;
            while (kept < count && places[kept] < before) {
                kept++;
            }
            if (kept == first && others.count == 0) {
                return;
            }
            int[] laterPlaces = Arrays.copyOfRange(places, kept, count);
            BitSet[] laterEnds = Arrays.copyOfRange(ends, kept, count);
            count = first;
            for (int index = 0; index < others.count; index++) {
                add(others.places[index], others.ends[index]);
            }
            for (int index = 0; index < laterPlaces.length; index++) {
                add(laterPlaces[index], laterEnds[index]);
            }
        }

        /** Forgets those before a place, which becomes the first. */
        private void drop(int before) {
            int dropped = 0;
            while (dropped < count && places[dropped] < before) {
                dropped++;
            }
            count -= dropped;
            System.arraycopy(ends, dropped, ends, 0, count);
            for (int index = 0; index < count; index++) {
                places[index] = places[index + dropped] - before;
            }
        }
    }
}
