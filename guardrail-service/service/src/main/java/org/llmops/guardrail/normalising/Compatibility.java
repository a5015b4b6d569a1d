package org.llmops.guardrail.normalising;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/**
 * Takes a text to its compatibility form (Unicode's NFKC), cluster by cluster, so that it stays known what came from
 * where; drops what shows nothing, marks that only disfigure, and the variety of quotes and dashes.
 */
final class Compatibility {
    /** Letters carry fewer marks than that, except to disfigure them. */
    private static final int MAX_CLUSTER = 16;

    private Compatibility() {}

    static Mapped fold(Mapped source) {
        String text = source.text();
        Mapped.Writer writer = source.writer();
        int index = 0;
        while (index < text.length()) {
            int plainEnd = index;
            while (plainEnd < text.length() && Normaliser.isPlainAt(text, plainEnd)) {
                plainEnd++;
            }
            if (plainEnd > index) {
                writer.copy(index, plainEnd);
                index = plainEnd;
                continue;
            }
            int codePoint = text.codePointAt(index);
            int next = index + Character.charCount(codePoint);
            int flagEnd = Invisible.flagEnd(text, index);
            if (flagEnd > index) {
                writer.copy(index, flagEnd);
                next = flagEnd;
            } else if (!Invisible.isStray(text, index, codePoint)) {
                next = clusterEnd(text, next);
                addCluster(writer, text, index, next);
            }
            index = next;
        }
        return writer.done();
    }

    private static int clusterEnd(String text, int from) {
        int end = from;
        for (int marks = 0; marks < MAX_CLUSTER && end < text.length(); marks++) {
            int codePoint = text.codePointAt(end);
            if (!Marks.combines(codePoint) || Invisible.isStray(text, end, codePoint)) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return end;
    }

    private static void addCluster(Mapped.Writer writer, String text, int from, int to) {
        String cluster = text.substring(from, to);
        String composed =
                Normalizer.isNormalized(cluster, Form.NFKC) ? cluster : Normalizer.normalize(cluster, Form.NFKC);
        boolean unchanged = composed.length() == cluster.length();
        int base = -1;
        int marks = 0;
        for (int index = 0; index < composed.length(); ) {
            int codePoint = composed.codePointAt(index);
            int width = Character.charCount(codePoint);
            boolean isMark = Marks.isGeneral(codePoint);
            marks = isMark ? marks + 1 : 0;
            boolean disfigures = isMark && (Marks.isOverlay(codePoint) || base < 0x80 || marks > 1);
            if (!disfigures) {
                int at = unchanged ? from + index : from;
                addPlain(writer, codePoint, at, unchanged ? at + width : to);
            }
            base = isMark ? base : codePoint;
            index += width;
        }
    }

    private static void addPlain(Mapped.Writer writer, int codePoint, int from, int to) {
        switch (codePoint) {
            case 0x2018, 0x2019, 0x201A, 0x201B, 0x02BC, 0x02B9, 0x2032 -> writer.add('\'', from, to);
            case 0x201C, 0x201D, 0x201E, 0x201F, 0x2033 -> writer.add('"', from, to);
            case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2043 -> writer.add('-', from, to);
            case 0x2044, 0x2215, 0x29F8 -> writer.add('/', from, to);
            case 0x2028, 0x2029 -> writer.add('\n', from, to);
            case 0x1680, 0x2800 -> writer.add(' ', from, to);
            default -> {
                if (codePoint >= 0x1F150 && codePoint <= 0x1F169) {
                    writer.add((char) ('A' + codePoint - 0x1F150), from, to);
                } else if (codePoint >= 0x1F170 && codePoint <= 0x1F189) {
                    writer.add((char) ('A' + codePoint - 0x1F170), from, to);
                } else if (codePoint >= 0xD800 && codePoint <= 0xDFFF) {
                    writer.add('\uFFFD', from, to);
                } else {
                    writer.addCodePoint(codePoint, from, to);
                }
            }
        }
    }
}
