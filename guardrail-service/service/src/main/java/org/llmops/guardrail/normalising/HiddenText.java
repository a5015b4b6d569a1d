package org.llmops.guardrail.normalising;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what characters that show nothing spell: tags, variation selectors as bytes, zero-width ones as bits. */
final class HiddenText {
    /** Fewer selectors than these choose the look of something. */
    private static final int MIN_SELECTORS = 4;

    /** Four characters of eight bits. */
    private static final int MIN_BITS = 32;

    /** What comes before shows, or hides nothing. */
    private static final char FIRST = '\u200B';

    private HiddenText() {}

    static List<NormalisedText> in(Mapped source, String encoding, int depth) {
        List<NormalisedText> hidden = new ArrayList<>();
        add(hidden, tags(source), "tags", encoding, depth);
        add(hidden, selectors(source), "variation-selectors", encoding, depth);
        add(hidden, zeroWidth(source), "zero-width", encoding, depth);
        return List.copyOf(hidden);
    }

    private static void add(
            List<NormalisedText> hidden, @Nullable Mapped found, String kind, String encoding, int depth) {
        if (found != null) {
            String path = encoding.isEmpty() ? kind : encoding + "+" + kind;
            hidden.add(Normaliser.of(found, path, depth));
        }
    }

    private static @Nullable Mapped tags(Mapped source) {
        String text = source.text();
        Mapped.Writer writer = null;
        for (int index = 0; index < text.length(); ) {
            if (text.charAt(index) < FIRST) {
                index++;
                continue;
            }
            int codePoint = text.codePointAt(index);
            int flagEnd = Invisible.flagEnd(text, index);
            int end = flagEnd > index ? flagEnd : index + Character.charCount(codePoint);
            int shown = codePoint - Invisible.FIRST_TAG;
            if (shown >= ' ' && shown < 0x7F) {
                writer = writer == null ? source.writer() : writer;
                writer.add((char) shown, index, end);
            }
            index = end;
        }
        return writer == null ? null : writer.done();
    }

    private static @Nullable Mapped selectors(Mapped source) {
        String text = source.text();
        byte[] bytes = new byte[0];
        int count = 0;
        int from = 0;
        int to = 0;
        for (int index = 0; index < text.length(); ) {
            if (text.charAt(index) < FIRST) {
                index++;
                continue;
            }
            int codePoint = text.codePointAt(index);
            int end = index + Character.charCount(codePoint);
            if (Invisible.isVariationSelector(codePoint) && Invisible.isStray(text, index, codePoint)) {
                if (count == 0) {
                    bytes = new byte[text.length() - index];
                    from = index;
                }
                bytes[count++] = (byte) (codePoint < 0x10000 ? codePoint - 0xFE00 : codePoint - 0xE0100 + 16);
                to = end;
            }
            index = end;
        }
        String read = count < MIN_SELECTORS ? null : Readable.text(bytes, count);
        return read == null ? null : source.whole(read, from, to);
    }

    /** Two kinds of invisible characters are taken for bits, the first of them for a zero as text begins with one. */
    private static @Nullable Mapped zeroWidth(Mapped source) {
        String text = source.text();
        byte[] bytes = new byte[0];
        int bits = 0;
        int zero = 0;
        int from = 0;
        int to = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character < FIRST || !Invisible.isZeroWidth(character) || !Invisible.isStray(text, index, character)) {
                continue;
            }
            if (bits == 0) {
                bytes = new byte[(text.length() - index) / 8 + 1];
                from = index;
                zero = character;
            }
            if (character != zero) {
                bytes[bits / 8] |= (byte) (0x80 >> bits % 8);
            }
            bits++;
            to = index + 1;
        }
        String read = bits < MIN_BITS ? null : Readable.text(bytes, bits / 8);
        return read == null ? null : source.whole(read, from, to);
    }
}
