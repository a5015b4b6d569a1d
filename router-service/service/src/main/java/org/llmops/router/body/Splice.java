package org.llmops.router.body;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Edits of a body that leave every other byte as it was. Edits may come in any order but must not overlap. */
public final class Splice {
    private static final byte[] NOTHING = {};
    private final byte[] source;
    private final List<Edit> edits = new ArrayList<>();

    private Splice(byte[] source) {
        this.source = source;
    }

    /** No edits yet. */
    public static Splice of(byte[] source) {
        return new Splice(source);
    }

    /** Puts other bytes in the place of a span. */
    public Splice replace(Span span, byte[] with) {
        edits.add(new Edit(span.start(), span.end(), with));
        return this;
    }

    /** Puts bytes in front of a position; two insertions at one position stay in the order they were asked for. */
    public Splice insert(int at, byte[] bytes) {
        edits.add(new Edit(at, at, bytes));
        return this;
    }

    /** Takes a span away. */
    public Splice remove(Span span) {
        return replace(span, NOTHING);
    }

    /** The edited body; the very source when nothing was edited. */
    public byte[] bytes() {
        if (edits.isEmpty()) {
            return source;
        }
        edits.sort(Comparator.comparingInt(Edit::start));
        byte[] result = new byte[resultBytes()];
        int read = 0;
        int written = 0;
        for (Edit edit : edits) {
            int kept = edit.start - read;
            System.arraycopy(source, read, result, written, kept);
            System.arraycopy(edit.with, 0, result, written + kept, edit.with.length);
            read = edit.end;
            written += kept + edit.with.length;
        }
        System.arraycopy(source, read, result, written, source.length - read);
        return result;
    }

    private int resultBytes() {
        int bytes = source.length;
        int end = 0;
        for (Edit edit : edits) {
            if (edit.start < end) {
                throw new IllegalArgumentException("Edits overlap at byte " + edit.start);
            }
            end = edit.end;
            bytes += edit.with.length - (edit.end - edit.start);
        }
        return bytes;
    }

    private record Edit(int start, int end, byte[] with) {}
}
