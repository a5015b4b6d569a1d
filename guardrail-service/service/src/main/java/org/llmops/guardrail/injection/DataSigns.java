package org.llmops.guardrail.injection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.Passage;

/**
 * What tells an order that somebody slipped into data from one that belongs there: a recipe orders in every line and about
 * what it has just named; a foreign order stands alone, shares no word with what is around, and speaks of an answer, of a
 * user, of an assistant.
 */
final class DataSigns {
    private static final int LONG_WORD = 4;
    private static final int STEM = 5;
    private static final int MANY = 3;
    private static final int LEAST_BEFORE = 96;
    private static final int BEFORE_PER_LENGTH = 8;

    /** What an order to an assistant speaks of, whatever its form. */
    private static final List<String> CORES =
            List.of("says-to-assistant", "says-must", "says-reading", "says-to-answer", "says-inside");

    private DataSigns() {}

    /**
     * Names of signals.
     *
     * @param readable the passage as a model reads it
     */
    static List<String> of(String readable, Passage passage) {
        boolean goesOn = goesOn(passage);
        Orders here = Orders.in(readable, goesOn);
        Set<String> signals = new TreeSet<>(here.signals());
        if (goesOn) {
            signals.add("goes-on");
        }
        String form = here.count() > 0 ? "order" : here.asks() ? "question" : here.isForReaders() ? "told" : "";
        signals.add("form-" + form);
        addPairs(signals, form);
        if (!form.isEmpty()) {
            List<String> around = surroundings(readable, passage);
            for (String sign : around) {
                signals.add(form + " " + sign);
            }
            String own = passage.text().strip();
            signals.add(form + " begins-" + beginning(own));
            signals.add(form + " ends-" + ending(own));
            String topic = around.get(1);
            for (String said : here.signals()) {
                if (said.startsWith("orders ")) {
                    signals.add(said + " " + topic);
                }
            }
        }
        return List.copyOf(signals);
    }

    /** Whether a line begins with a small letter behind one that ends like no sentence: lines of prose end where they are full. */
    private static boolean goesOn(Passage passage) {
        String text = passage.text().stripLeading();
        return !passage.before().isBlank()
                && !text.isEmpty()
                && Character.isLowerCase(text.codePointAt(0))
                && breaksOff(passage.before());
    }

    /** Titles and items of lists order and ask what somebody else is to do. */
    private static String beginning(String text) {
        int first = text.codePointAt(0);
        if (first == '#') {
            return "title";
        }
        if (isItem(text)) {
            return "item";
        }
        return Character.isLowerCase(first) ? "small" : Character.isLetter(first) ? "letter" : "sign";
    }

    private static String ending(String text) {
        return switch (text.charAt(text.length() - 1)) {
            case ':' -> "colon";
            case ',', ';', '-', '(' -> "comma";
            case '.', '!', '?', '。', '！', '？', '।', '؟' -> "sentence";
            default -> "open";
        };
    }

    private static boolean isItem(String line) {
        char first = line.charAt(0);
        return first == '-'
                || first == '*'
                || first == '•'
                || CodePoint.isAsciiDigit(first) && line.length() > 2 && ".)".indexOf(line.charAt(1)) >= 0;
    }

    /** What together says more than each alone. */
    private static void addPairs(Set<String> signals, String form) {
        List<String> pairs = new ArrayList<>();
        for (String signal : signals) {
            if (form.equals("order") && (signal.startsWith("says-") || signal.startsWith("holds-"))) {
                pairs.add("order " + signal);
            }
            if (signal.startsWith("orders-") && signals.contains("lead-please")) {
                pairs.add("please " + signal);
            }
        }
        for (String core : CORES) {
            if (signals.contains(core)) {
                signals.stream()
                        .filter(signal -> signal.startsWith("says-") && !signal.equals(core))
                        .forEach(signal -> pairs.add(core + " " + signal));
            }
        }
        boolean instructs = signals.contains("orders-task") || signals.contains("orders-act");
        if (instructs && !signals.contains("orders-howto")) {
            pairs.add("orders-no-howto");
        }
        signals.addAll(pairs);
    }

    private static List<String> surroundings(String readable, Passage passage) {
        String before = near(passage);
        List<String> signs = new ArrayList<>();
        int words = wordCount(readable);
        signs.add(words < 4 ? "short" : words < 16 ? "medium" : "long");
        if (before.isBlank()) {
            signs.add("at-the-start");
            return signs;
        }
        Set<String> topic = contentWords(before);
        Set<String> own = contentWords(readable);
        long shared = own.stream().filter(topic::contains).count();
        signs.add(
                own.isEmpty()
                        ? "no-topic"
                        : shared == 0 ? "off-topic" : shared * 3 < own.size() ? "half-topic" : "on-topic");
        int others = Orders.in(before, false).begun();
        signs.add(others == 0 ? "alone" : others < MANY ? "after-an-order" : "among-orders");
        signs.add("behind-" + shape(before));
        boolean ownLine = before.endsWith("\n");
        signs.add(ownLine ? "own-line" : "in-line");
        if (ownLine && breaksOff(before)) {
            signs.add("behind-unfinished");
        }
        return signs;
    }

    /** As much of what came before as the length of the passage pays for, so that many short lines cost no more than a few long ones. */
    private static String near(Passage passage) {
        String before = passage.before();
        int wanted = Math.max(LEAST_BEFORE, BEFORE_PER_LENGTH * passage.length());
        int known = before.codePointCount(0, before.length());
        return known <= wanted ? before : before.substring(before.offsetByCodePoints(0, known - wanted));
    }

    /** What the last line before looks like. */
    private static String shape(String before) {
        String line = before.stripTrailing();
        line = line.substring(line.lastIndexOf('\n') + 1).strip();
        int bars = 0;
        int code = 0;
        for (int i = 0; i < line.length(); i++) {
            char sign = line.charAt(i);
            bars += sign == '|' || sign == '\t' ? 1 : 0;
            code += "{};=<>()[]\"".indexOf(sign) >= 0 ? 1 : 0;
        }
        if (bars > 1) {
            return "cells";
        }
        if (code * 12 > line.length()) {
            return "code";
        }
        return isItem(line) ? "list" : line.length() < 30 ? "short-line" : "prose";
    }

    /** Whether the last line before ends like no sentence does. */
    private static boolean breaksOff(String before) {
        String line = before.stripTrailing();
        char last = line.charAt(line.length() - 1);
        return CodePoint.isAlphanumeric(last) || last == ',';
    }

    private static int wordCount(String text) {
        PlainText plain = PlainText.of(text);
        return plain.length() == 0 ? 0 : plain.step(plain.length() - 1) / PlainText.STEPS_PER_WORD;
    }

    /** Beginnings of the longer words. */
    private static Set<String> contentWords(String text) {
        PlainText plain = PlainText.of(text);
        Set<String> words = new HashSet<>();
        for (int number = 0; number < plain.starts(); number++) {
            int start = plain.start(number);
            int length = plain.wordEnd(start) - start;
            if (length >= LONG_WORD) {
                words.add(new String(plain.letters, start, Math.min(STEM, length)));
            }
        }
        return words;
    }
}
