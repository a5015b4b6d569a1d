package org.llmops.guardrail.injection;

import java.util.Set;
import java.util.TreeSet;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.injection.OrderWords.Meaning;
import org.llmops.guardrail.injection.OrderWords.Role;

/**
 * What in a stretch of text has the form of an order or a question: verbs where a sentence, a cell, a value or a clause
 * begins, whom it speaks of, and what it wants kept quiet. Goes through the text once.
 */
final class Orders {
    private static final OrderWords WORDS = new OrderWords();

    /** How strongly something begins at a word. */
    private enum Start {
        NOTHING,
        CLAUSE,
        SENTENCE
    }

    private final PlainText plain;
    private final CharSequence text;
    private final Set<String> signals = new TreeSet<>();
    private Start start = Start.SENTENCE;
    private int leadUntil;
    private Start lead = Start.NOTHING;
    private int orders;
    private boolean question;

    private Orders(CharSequence text) {
        this.text = text;
        this.plain = PlainText.of(text);
    }

    static Orders in(CharSequence text) {
        Orders orders = new Orders(text);
        orders.read();
        return orders;
    }

    /** What the words say, as names of signals. */
    Set<String> signals() {
        return signals;
    }

    /** In how many places something begins with a verb that orders. */
    int count() {
        return orders;
    }

    boolean asks() {
        return question;
    }

    private void read() {
        int before = -1;
        for (int index = 0; index < plain.length(); index++) {
            if (plain.startsWord(index)) {
                Start boundary = before < 0 ? Start.SENTENCE : boundary(before, plain.origin(index));
                word(index, boundary);
            }
            before = plain.origin(index);
        }
        question = signals.contains("asks") && hasQuestionMark();
        if (!question && hasQuestionMark()) {
            signals.add("question-mark");
        }
        addresses();
    }

    private void word(int index, Start boundary) {
        start = index >= leadUntil && index <= leadUntil + 1 && lead.compareTo(boundary) > 0 ? lead : boundary;
        boolean[] ordered = {false};
        WORDS.find(plain, index, (number, end, open) -> {
            if (open || plain.endsWord(end)) {
                said(WORDS.meaning(number), end, ordered);
            }
        });
        if (ordered[0] && start == Start.SENTENCE) {
            orders++;
        }
    }

    private void said(Meaning meaning, int end, boolean[] ordered) {
        if (meaning.role() == Role.WORD) {
            signals.add("says-" + meaning.name());
        } else if (start != Start.NOTHING) {
            switch (meaning.role()) {
                case VERB -> {
                    signals.add((start == Start.SENTENCE ? "orders-" : "clause-") + meaning.name());
                    ordered[0] |= !meaning.name().equals("howto");
                }
                case LEAD -> {
                    signals.add("lead-" + meaning.name());
                    lead = start;
                    leadUntil = end;
                }
                default -> {
                    if (start == Start.SENTENCE) {
                        signals.add("asks");
                    }
                }
            }
        }
    }

    /** What the signs between two words begin. */
    private Start boundary(int before, int next) {
        Start strongest = Start.NOTHING;
        for (int i = before + 1; i < next; i++) {
            char sign = text.charAt(i);
            if (sign == ',') {
                strongest = strongest == Start.SENTENCE ? strongest : Start.CLAUSE;
            } else if (sign != ' ' && sign != '\'' && sign != '-' && sign != '/' && sign != '_' && sign != '&') {
                strongest = CodePoint.isAlphanumeric(sign) ? strongest : Start.SENTENCE;
            }
        }
        return strongest;
    }

    private boolean hasQuestionMark() {
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (sign == '?' || sign == '？' || sign == '؟') {
                return true;
            }
        }
        return false;
    }

    /** Where something might be sent to: web and mail addresses, long numbers. */
    private void addresses() {
        int digits = 0;
        for (int i = 1; i + 1 < text.length(); i++) {
            char sign = text.charAt(i);
            digits = CodePoint.isAsciiDigit(sign) ? digits + 1 : sign == ' ' || sign == '-' ? digits : 0;
            boolean inside = CodePoint.isAsciiAlphanumeric(text.charAt(i - 1))
                    && CodePoint.isAsciiAlphanumeric(text.charAt(i + 1));
            if (sign == '@' && inside) {
                signals.add("holds-mail-address");
            } else if (sign == '/' && text.charAt(i + 1) == '/' || sign == '.' && inside && wwwBefore(i)) {
                signals.add("holds-web-address");
            } else if (digits == 6) {
                signals.add("holds-long-number");
            }
        }
    }

    private boolean wwwBefore(int index) {
        return index >= 3
                && (text.charAt(index - 1) | 0x20) == 'w'
                && (text.charAt(index - 2) | 0x20) == 'w'
                && (text.charAt(index - 3) | 0x20) == 'w';
    }
}
