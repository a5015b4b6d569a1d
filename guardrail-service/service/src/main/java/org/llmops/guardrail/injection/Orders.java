package org.llmops.guardrail.injection;

import java.util.Set;
import java.util.TreeSet;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.injection.OrderWords.Meaning;
import org.llmops.guardrail.injection.OrderWords.Role;

/**
 * What in a stretch of text has the form of an order or a question: verbs that a sentence begins with,
 * whom it speaks of, and what it wants kept quiet. Goes through the text once.
 */
final class Orders {
    private static final OrderWords WORDS = new OrderWords();

    /** How strongly something begins at a word. */
    private enum Start {
        NOTHING(""),
        CLAUSE("clause"),
        SENTENCE("orders");

        private final String word;

        Start(String word) {
            this.word = word;
        }
    }

    private final PlainText plain;
    private final CharSequence text;
    private final Set<String> signals = new TreeSet<>();
    private Start start = Start.SENTENCE;
    private int leadUntil;
    private Start lead = Start.NOTHING;
    private final StringBuilder verbKinds = new StringBuilder();
    private int verbEnd;
    private int orders;
    private int begun;
    private boolean question;

    private Orders(CharSequence text) {
        this.text = text;
        this.plain = PlainText.of(text);
    }

    /** @param goesOn whether the text begins in the midst of a sentence */
    static Orders in(CharSequence text, boolean goesOn) {
        Orders orders = new Orders(text);
        orders.read(goesOn ? Start.CLAUSE : Start.SENTENCE);
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

    /** How often a sentence begins with a verb, one of how-tos included. */
    int begun() {
        return begun;
    }

    /** Whether it says what an assistant, or who reads it, has to do. */
    boolean isForReaders() {
        return signals.contains("says-reading")
                || signals.contains("says-inside")
                || signals.contains("says-to-assistant") && signals.contains("says-must");
    }

    boolean asks() {
        return question;
    }

    private void read(Start first) {
        for (int number = 0; number < plain.starts(); number++) {
            int index = plain.start(number);
            word(index, index == 0 ? first : Start.NOTHING);
        }
        question = signals.contains("asks") && hasQuestionMark();
        if (!question && hasQuestionMark()) {
            signals.add("question-mark");
        }
        addresses();
    }

    private void word(int index, Start boundary) {
        start = index >= leadUntil && index <= leadUntil + 1 && lead.compareTo(boundary) > 0 ? lead : boundary;
        verbKinds.setLength(0);
        WORDS.find(plain, index, (number, end, open) -> {
            if (open || plain.endsWord(end)) {
                said(WORDS.meaning(number), index, open ? Math.max(end, plain.wordEnd(end)) : end);
            }
        });
        if (verbKinds.length() > 0) {
            String verb = start.word + verbKinds;
            signals.add(verb);
            signals.add(verb + " " + next(verbEnd));
            if (start == Start.SENTENCE) {
                signals.add("verb " + new String(plain.letters, index, verbEnd - index));
                orders += verbKinds.toString().equals(" howto") ? 0 : 1;
            }
            begun += start == Start.CLAUSE ? 0 : 1;
        }
    }

    private void said(Meaning meaning, int index, int end) {
        if (meaning.role() == Role.WORD) {
            signals.add("says-" + meaning.name());
        } else if (start != Start.NOTHING) {
            switch (meaning.role()) {
                case VERB -> {
                    signals.add(start.word + "-" + meaning.name());
                    if (verbKinds.indexOf(meaning.name()) < 0) {
                        verbKinds.append(' ').append(meaning.name());
                    }
                    verbEnd = end;
                }
                case LEAD -> {
                    signals.add("lead-" + meaning.name());
                    lead = start;
                    leadUntil = end;
                }
                default -> {
                    if (start == Start.SENTENCE) {
                        signals.add("asks");
                        signals.add("ask " + new String(plain.letters, index, end - index));
                    }
                }
            }
        }
    }

    /** What kind of word follows: it tells a task from a step of instructions, such as "write a poem" from "press the key". */
    private String next(int end) {
        int from = Math.min(end + 1, plain.length());
        String word = new String(plain.letters, from, plain.wordEnd(from) - from);
        return switch (word) {
            case "" -> "nothing";
            case "a", "an", "ein", "eine", "einen", "un", "une", "una", "um", "uma", "een", "some", "any" -> "any";
            case "the",
                    "this",
                    "that",
                    "these",
                    "those",
                    "der",
                    "die",
                    "das",
                    "den",
                    "le",
                    "la",
                    "les",
                    "el",
                    "los",
                    "il" -> "known";
            case "your", "you", "yourself", "deine", "deiner", "ihre", "votre", "ta", "tu", "su", "tua" -> "yours";
            case "me", "my", "us", "our", "mir", "mein", "meine", "moi", "mon", "mes", "mi", "mis" -> "mine";
            case "it", "them", "him", "her", "his", "their", "its" -> "named";
            case "all", "every", "each", "everything", "alle", "tous", "todos", "tutti" -> "all";
            case "to", "in", "on", "at", "with", "from", "for", "of", "by", "and", "or", "as", "into", "up", "if" ->
                "little";
            case "how", "why", "what", "which", "who", "where", "when", "whether" -> "asking";
            case "is", "are", "was", "were", "has", "have", "will", "can", "would" -> "verb";
            default -> CodePoint.isAsciiDigit(word.charAt(0)) ? "number" : "other";
        };
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
