package org.llmops.guardrail.grounding;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;

/** Reads a text word by word, in one pass. */
final class Words {
    private static final int MAX_WORD = 40;

    private final Vocabulary vocabulary = Vocabulary.standard();
    private final int[] text;
    private final List<Word> words = new ArrayList<>();

    private Words(int[] text) {
        this.text = text;
    }

    static List<Word> of(String text) {
        return of(codePoints(text));
    }

    static int[] codePoints(String text) {
        int[] codePoints = new int[text.codePointCount(0, text.length())];
        for (int index = 0, position = 0; position < codePoints.length; position++) {
            codePoints[position] = text.codePointAt(index);
            index += Character.charCount(codePoints[position]);
        }
        return codePoints;
    }

    /** @param text code point by code point */
    static List<Word> of(int[] text) {
        Words reading = new Words(text);
        reading.read();
        return reading.words;
    }

    private void read() {
        int position = 0;
        while (position < text.length) {
            int codePoint = text[position];
            if (CodePoint.digit(codePoint) >= 0) {
                position = number(position);
            } else if (CodePoint.isUnspaced(codePoint) && CodePoint.isAlphanumeric(codePoint)) {
                position = unspaced(position);
            } else if (CodePoint.isAlphanumeric(codePoint)) {
                position = word(position);
            } else {
                sign(position++);
            }
        }
    }

    /** Where words are not set apart, each two neighbouring characters are compared. */
    private int unspaced(int start) {
        int end = start;
        while (end < text.length && CodePoint.isUnspaced(text[end]) && CodePoint.isAlphanumeric(text[end])) {
            end++;
        }
        for (int position = start; position < Math.max(start + 1, end - 1); position++) {
            String pair = new String(text, position, Math.min(2, end - position));
            boolean denies = vocabulary
                    .form(pair.substring(0, pair.offsetByCodePoints(0, 1)))
                    .is(WordList.NEGATION_CJK);
            Word.Kind kind = denies ? Word.Kind.NEGATION : Word.Kind.CONTENT;
            words.add(word(pair, kind, position, Math.min(end, position + 2)));
        }
        return end;
    }

    private int number(int start) {
        StringBuilder digits = new StringBuilder();
        int end = start;
        while (end < text.length && end - start < MAX_WORD) {
            int digit = CodePoint.digit(text[end]);
            boolean separates = (text[end] == ',' || text[end] == '.')
                    && end + 1 < text.length
                    && CodePoint.digit(text[end + 1]) >= 0;
            if (digit < 0 && !separates) {
                break;
            }
            digits.append(digit < 0 ? (char) text[end] : (char) ('0' + digit));
            end++;
        }
        String canonical = NumberWords.canonical(digits.toString());
        words.add(word(canonical, Word.Kind.NUMBER, start, end));
        return ordinalEnd(end);
    }

    /** {@code 8th}, {@code 1990s}: the ending adds nothing. */
    private int ordinalEnd(int position) {
        int end = position;
        while (end < text.length && end - position < 3 && CodePoint.isAsciiLetter(text[end])) {
            end++;
        }
        boolean goesOn = end < text.length && CodePoint.isAlphanumeric(text[end]);
        if (goesOn || end == position) {
            return position;
        }
        String ending = new String(text, position, end - position).toLowerCase(Locale.ROOT);
        return vocabulary.form(ending).is(WordList.ORDINAL_ENDINGS) ? end : position;
    }

    private int word(int start) {
        int end = start;
        if (start > 0 && isApostrophe(text[start - 1]) && isClitic(start)) {
            // Dylan 's, as some write it: adds nothing.
            return start + 1;
        }
        int apostrophe = -1;
        while (end < text.length && end - start < MAX_WORD && goesOn(start, end)) {
            if (isApostrophe(text[end])) {
                apostrophe = end;
            }
            end++;
        }
        String written = new String(text, start, end - start);
        String form = fold(written);
        boolean capital = Character.isUpperCase(text[start]) || Character.isTitleCase(text[start]);
        if (apostrophe >= 0) {
            int cut = Math.max(form.indexOf('\''), form.indexOf('\u2019'));
            String head = form.substring(0, cut);
            String tail = form.substring(cut + 1);
            if (tail.equals("t") && head.endsWith("n")) {
                String verb = head.substring(0, head.length() - 1);
                if (!verb.isEmpty()) {
                    add(verb, false, start, apostrophe);
                }
                words.add(word("not", Word.Kind.NEGATION, start, end));
                return end;
            }
            // d'accord, l'homme: what follows counts; John's, I'm: what comes before.
            boolean elided = head.length() <= 2 && tail.length() > 2;
            form = elided ? tail : head;
        }
        add(form, capital, start, end);
        return end;
    }

    private boolean isClitic(int position) {
        boolean single = position + 1 == text.length || !CodePoint.isAlphanumeric(text[position + 1]);
        return single && (text[position] == 's' || text[position] == 'm' || text[position] == 'd');
    }

    private boolean goesOn(int start, int position) {
        int codePoint = text[position];
        if (isApostrophe(codePoint)) {
            return position > start
                    && position + 1 < text.length
                    && Character.isLetter(text[position + 1])
                    && !CodePoint.isUnspaced(text[position + 1]);
        }
        return CodePoint.digit(codePoint) < 0
                && CodePoint.isAlphanumeric(codePoint)
                && !CodePoint.isUnspaced(codePoint);
    }

    private void add(String form, boolean capital, int start, int end) {
        if (form.equals("cannot")) {
            words.add(word("not", Word.Kind.NEGATION, start, end));
            return;
        }
        Vocabulary.Form known = vocabulary.form(form);
        if (counted(form, known.number(), start, end)) {
            return;
        }
        Word.Kind kind = known.is(WordList.NEGATION)
                ? Word.Kind.NEGATION
                : known.is(WordList.STOP) ? Word.Kind.STOP : Word.Kind.CONTENT;
        String stem = kind == Word.Kind.CONTENT ? Stems.of(form) : form;
        words.add(new Word(form, stem, kind, capital, known.lists(), start, end));
    }

    /** Number words: {@code seventy-three} is 73, {@code 5 million} is 5000000. */
    private boolean counted(String form, int unit, int start, int end) {
        Word last = words.isEmpty() ? null : words.getLast();
        Long scale = NumberWords.scale(form);
        if (scale != null) {
            boolean counts = last != null && last.isNumber() && last.stem().length() < 9 && start - last.end() <= 2;
            if (counts && last != null) {
                replaceLast(last, new BigDecimal(last.stem()).multiply(BigDecimal.valueOf(scale)), end);
            }
            return counts;
        }
        int value = unit == 0 && form.equals("one") && follows(last, start) ? 1 : unit;
        if (value == 0) {
            return false;
        }
        if (value < 10 && follows(last, start) && last != null) {
            replaceLast(last, new BigDecimal(last.stem()).add(BigDecimal.valueOf(value)), end);
        } else {
            String canonical = String.valueOf(value);
            words.add(word(canonical, Word.Kind.NUMBER, start, end));
        }
        return true;
    }

    private boolean follows(@Nullable Word last, int start) {
        return last != null
                && last.isNumber()
                && start - last.end() <= 1
                && last.stem().length() == 2
                && last.stem().charAt(1) == '0'
                && CodePoint.digit(text[last.start()]) < 0;
    }

    private void replaceLast(Word last, BigDecimal value, int end) {
        String canonical = NumberWords.canonical(value);
        words.set(words.size() - 1, word(canonical, Word.Kind.NUMBER, last.start(), end));
    }

    /** One that has no inflections. */
    private Word word(String form, Word.Kind kind, int start, int end) {
        return new Word(form, form, kind, false, vocabulary.form(form).lists(), start, end);
    }

    private void sign(int position) {
        String unit = switch (text[position]) {
            case '%', '\u2030' -> "percent";
            case '$' -> "dollar";
            case '\u20AC' -> "euro";
            case '\u00A3' -> "pound";
            case '\u00A5' -> "yen";
            case '\u20B9' -> "rupee";
            default -> "";
        };
        if (!unit.isEmpty()) {
            words.add(word(unit, Word.Kind.CONTENT, position, position + 1));
        }
    }

    private static boolean isApostrophe(int codePoint) {
        return codePoint == '\'' || codePoint == '\u2019';
    }

    private static String fold(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        for (int index = 0; index < lower.length(); index++) {
            if (lower.charAt(index) >= 0x80) {
                return unaccented(lower);
            }
        }
        return lower;
    }

    private static String unaccented(String form) {
        String decomposed = Normalizer.normalize(form, Normalizer.Form.NFKD);
        StringBuilder bare = new StringBuilder(decomposed.length());
        for (int index = 0; index < decomposed.length(); index++) {
            if (Character.getType(decomposed.charAt(index)) != Character.NON_SPACING_MARK) {
                bare.append(decomposed.charAt(index));
            }
        }
        return bare.isEmpty() ? form : bare.toString();
    }
}
