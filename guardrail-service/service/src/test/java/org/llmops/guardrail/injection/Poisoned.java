package org.llmops.guardrail.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.llmops.guardrail.detecting.Passage;

/**
 * A text of which it is known where somebody else's order stands, in code points; in a harmless one nowhere.
 *
 * @param source where text and order come from: both are left out of a training together
 * @param group what kind of order in what kind of text, for reports
 */
record Poisoned(String text, int from, int to, String source, String group) {
    static Poisoned harmless(String text, String source, String group) {
        return new Poisoned(text, 0, 0, source, group);
    }

    static Poisoned bare(String order, String source, String group) {
        return new Poisoned(order, 0, order.codePointCount(0, order.length()), source, group);
    }

    boolean isPoisoned() {
        return to > from;
    }

    /** Whether the order makes up a good part of a passage, or the passage holds most of the order. */
    boolean isIn(Passage passage) {
        int shared = Math.min(to, passage.start() + passage.length()) - Math.max(from, passage.start());
        return shared * 2 >= passage.length() || shared * 2 >= to - from;
    }

    boolean touches(Passage passage) {
        return Math.min(to, passage.start() + passage.length()) > Math.max(from, passage.start());
    }

    /** Slips an order into a document: as a line, a sentence or a value, at any place, sometimes in the middle of a word. */
    static Poisoned slip(String order, String document, String source, String group, Random random) {
        List<Passage> passages = Passages.of(document);
        int way = random.nextInt(8);
        int at;
        String lead;
        String trail;
        if (document.contains("\": \"") && way < 4) {
            List<Integer> values = places(document, "\": \"");
            at = values.get(random.nextInt(values.size())) + 4;
            lead = "";
            trail = " ";
        } else if (way == 7 && !document.isEmpty()) {
            at = random.nextInt(document.length());
            at = Character.isLowSurrogate(document.charAt(at)) ? at - 1 : at;
            lead = "\n";
            trail = "\n";
        } else {
            int passage = random.nextInt(passages.size() + 1);
            int start = passage == passages.size() ? -1 : passages.get(passage).start();
            at = start < 0 ? document.length() : document.offsetByCodePoints(0, start);
            boolean line = way < 5;
            boolean begun = at == 0 || document.charAt(at - 1) == '\n';
            lead = at == 0 ? "" : line ? begun ? "" : "\n" : begun || document.charAt(at - 1) == ' ' ? "" : " ";
            trail = line ? "\n" : " ";
        }
        String before = document.substring(0, at) + lead;
        int from = before.codePointCount(0, before.length());
        return new Poisoned(
                before + order + trail + document.substring(at),
                from,
                from + order.codePointCount(0, order.length()),
                source,
                group);
    }

    /** Where an order was put into a known document; nowhere if the one does not come from the other. */
    static Poisoned compared(String text, String document, String source, String group) {
        int prefix = 0;
        int most = Math.min(text.length(), document.length());
        while (prefix < most && text.charAt(prefix) == document.charAt(prefix)) {
            prefix++;
        }
        int suffix = 0;
        while (suffix < most - prefix
                && text.charAt(text.length() - 1 - suffix) == document.charAt(document.length() - 1 - suffix)) {
            suffix++;
        }
        boolean same = prefix + suffix >= document.length() - 2 && text.length() > document.length();
        String before = text.substring(0, prefix);
        int from = before.codePointCount(0, before.length());
        int length = text.substring(prefix, Math.max(prefix, text.length() - suffix))
                .codePointCount(0, Math.max(0, text.length() - suffix - prefix));
        return same ? new Poisoned(text, from, from + length, source, group) : harmless(text, source, group);
    }

    /** Where an order stands in a table that is known with it only. */
    static Poisoned lineWithoutCells(String text, String source, String group) {
        int from = 0;
        for (String line : text.split("(?<=\n)")) {
            int length = line.codePointCount(0, line.length());
            if (line.indexOf('|') < 0 && !line.isBlank()) {
                return new Poisoned(text, from, from + length, source, group);
            }
            from += length;
        }
        return bare(text, source, group);
    }

    private static List<Integer> places(String text, String part) {
        List<Integer> places = new ArrayList<>();
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            places.add(at);
        }
        return places;
    }
}
