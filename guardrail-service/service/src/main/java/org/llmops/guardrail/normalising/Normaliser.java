package org.llmops.guardrail.normalising;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a text, or a passage of one, as it is meant. Takes linear time, and copies nothing of what is plain already. */
public final class Normaliser {
    /** The first combining mark; what comes before it and is a letter with an accent is plain, too. */
    private static final char FIRST_MARK = '\u0300';

    private Normaliser() {}

    /** Positions of the result are code points of this text; a lone surrogate is one. */
    public static NormalisedText of(String text) {
        return isPlain(text) ? plain(text, null) : read(text);
    }

    /** @param glance at this text */
    public static NormalisedText of(String text, Glance glance) {
        Signs signs = glance.signs();
        boolean plain = !signs.areStray() && (!signs.areBeyondAscii() || isPlain(text));
        return plain ? plain(text, glance) : read(text);
    }

    private static NormalisedText plain(String text, @Nullable Glance glance) {
        return new NormalisedText(new Mapped(text, SourceMap.identity()), NormalisedText.PLAIN, 0, List.of(), glance);
    }

    private static NormalisedText read(String text) {
        boolean hasPairs = text.codePointCount(0, text.length()) < text.length();
        SourceMap map = hasPairs ? SourceMap.codePointsOf(text) : SourceMap.identity();
        return folded(new Mapped(text, map), NormalisedText.PLAIN, 0);
    }

    /**
     * What a stretch may mean other than it shows, each to be read as if it had been written openly: with look-alike and
     * invisible characters resolved, with letters closed up, decoded, read backwards. Nothing for most.
     */
    public static List<NormalisedText> meanings(String stretch) {
        NormalisedText plain = of(stretch);
        List<NormalisedText> meanings = new ArrayList<>();
        if (!plain.text().equals(stretch)) {
            meanings.add(plain);
        }
        Mapped closed = LettersApart.close(plain.mapped());
        if (closed != plain.mapped()) {
            collect(of(closed, "spaced", 1), meanings);
        }
        Mapped turned = Disguises.turned(plain.mapped());
        if (turned != null) {
            collect(of(turned, "reversed", 1), meanings);
        }
        plain.decoded().forEach(inner -> collect(inner, meanings));
        return List.copyOf(meanings);
    }

    private static void collect(NormalisedText meaning, List<NormalisedText> meanings) {
        if (meanings.size() < NormalisedText.MAX_READINGS) {
            meanings.add(meaning);
            meaning.decoded().forEach(inner -> collect(inner, meanings));
        }
    }

    static NormalisedText of(Mapped text, String encoding, int depth) {
        return isPlain(text.text())
                ? new NormalisedText(text, encoding, depth, List.of(), null)
                : folded(text, encoding, depth);
    }

    private static NormalisedText folded(Mapped text, String encoding, int depth) {
        List<NormalisedText> hidden =
                depth == Decoding.MAX_DEPTH ? List.of() : HiddenText.in(text, encoding, depth + 1);
        return new NormalisedText(Lookalikes.fold(Compatibility.fold(text)), encoding, depth, hidden, null);
    }

    /** Whether a character is what it is, unless a combining mark follows. */
    static boolean isPlain(char character) {
        if (character < 0x7F) {
            return character >= ' ' || character == '\n' || character == '\t' || character == '\r';
        }
        return character >= '\u00C0' && character < '\u0132';
    }

    /** Whether each of the first code points of these is what it is, so that a text of them is read as it is written. */
    public static boolean isPlain(int[] codePoints, int count) {
        for (int index = 0; index < count; index++) {
            int codePoint = codePoints[index];
            if (codePoint > Character.MAX_VALUE || !isPlain((char) codePoint)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (!isPlain(text.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the character at this index is plain and nothing combines with it. */
    static boolean isPlainAt(String text, int index) {
        return isPlain(text.charAt(index)) && (index + 1 == text.length() || text.charAt(index + 1) < FIRST_MARK);
    }
}
