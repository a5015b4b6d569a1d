package org.llmops.guardrail.answers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.llmops.guardrail.normalising.NormalisedText;

/**
 * Marks that stand in a prompt for no other purpose than to be missed nowhere else: as they are, backwards, in rot13, hex or
 * base64, and with up to {@value #MAX_GAP} other characters between any two of theirs. All are searched in one pass.
 */
final class Canaries {
    /** Fewer letters and digits may well come about by chance. */
    static final int MIN_LENGTH = 8;

    static final int MAX_LENGTH = 64;
    static final int MAX_GAP = 3;

    private static final int SYMBOLS = 36;

    /** A mark is told by so many of its symbols. */
    private static final int TOLD = 3;

    private static final int NO_SYMBOL = -1;

    /** Symbols, none, and what makes it a number that is quick to multiply with. */
    private static final int KINDS = 64;

    private static final byte[] SYMBOL = symbols();
    private static final Canaries NONE = new Canaries(List.of());

    /** By state and symbol the next state, a row for each state. */
    private final int[] next;

    private final int[] depth;

    /** By state: how many symbols the mark has that ends there; 0 where none does. */
    private final int[] ending;

    private final boolean[] disguised;
    private int states = 1;
    private final int longest;

    /**
     * By two characters that follow each other, as {@link #pair} numbers them: whether a mark, or what it is in disguise, may
     * begin with them. From the others nothing is left to be seen behind the second.
     */
    private final boolean[] begins = new boolean[KINDS * KINDS];

    private Canaries(List<String> canaries) {
        List<String> disguises = new ArrayList<>();
        canaries.forEach(canary -> disguises.addAll(disguises(canary)));
        int most = 1 + length(canaries) + length(disguises);
        next = new int[most * SYMBOLS];
        depth = new int[most];
        ending = new int[most];
        disguised = new boolean[most];
        canaries.forEach(canary -> add(canary, false));
        disguises.forEach(disguise -> add(disguise, true));
        link();
        longest = Arrays.stream(depth).max().orElse(0);
        for (int first = 0; first < SYMBOLS; first++) {
            int begun = next[first];
            begins[pair(first, NO_SYMBOL)] = begun != 0;
            for (int second = 0; second < SYMBOLS; second++) {
                begins[pair(first, second)] = begun != 0 && depth[next[begun * SYMBOLS + second]] == 2;
            }
        }
    }

    private static int length(List<String> words) {
        return words.stream().mapToInt(String::length).sum();
    }

    private static int pair(int first, int second) {
        return (first + 1) * KINDS + second + 1;
    }

    private static int kind(char character) {
        return symbol(character) + 1;
    }

    static Canaries of(List<String> canaries) {
        return canaries.isEmpty()
                ? NONE
                : new Canaries(canaries.stream().distinct().toList());
    }

    /** Whether a mark is long enough to be unmistakable, and short enough to be one. */
    static boolean fits(String canary) {
        int length = 0;
        for (int index = 0; index < canary.length(); index++) {
            length += symbol(canary.charAt(index)) != NO_SYMBOL ? 1 : 0;
        }
        return length >= MIN_LENGTH && canary.length() <= MAX_LENGTH;
    }

    boolean isEmpty() {
        return longest == 0;
    }

    /** A search through one text. */
    Search search() {
        return new Search();
    }

    private static List<String> disguises(String canary) {
        List<String> disguises = new ArrayList<>();
        byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
        disguises.add(new StringBuilder(canary).reverse().toString());
        disguises.add(rot13(canary));
        disguises.add(HexFormat.of().formatHex(bytes));
        for (int lead = 0; lead < 3; lead++) {
            // Inside of a longer text a mark begins at any of three phases; what its neighbours would change is left
            // out.
            byte[] shifted = new byte[lead + bytes.length];
            System.arraycopy(bytes, 0, shifted, lead, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int whole = shifted.length * 8 / 6;
            disguises.add(encoded.substring((lead * 8 + 5) / 6, whole));
        }
        return disguises;
    }

    private static String rot13(String text) {
        StringBuilder turned = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            char lower = (char) (character | 0x20);
            turned.append(
                    lower >= 'a' && lower <= 'z' && character < 0x80
                            ? (char) (character + (lower < 'n' ? 13 : -13))
                            : character);
        }
        return turned.toString();
    }

    private void add(String word, boolean isDisguised) {
        int state = 0;
        for (char character : word.toLowerCase(Locale.ROOT).toCharArray()) {
            int symbol = symbol(character);
            if (symbol == NO_SYMBOL) {
                continue;
            }
            int way = state * SYMBOLS + symbol;
            if (next[way] == 0) {
                depth[states] = depth[state] + 1;
                next[way] = states++;
            }
            state = next[way];
        }
        if (depth[state] >= MIN_LENGTH && ending[state] == 0) {
            ending[state] = depth[state];
            disguised[state] = isDisguised;
        }
    }

    private void link() {
        int[] fallback = new int[states];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        queue.add(0);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int row = state * SYMBOLS;
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                int target = next[row + symbol];
                int instead = state == 0 ? 0 : next[fallback[state] * SYMBOLS + symbol];
                if (target == 0) {
                    next[row + symbol] = instead;
                    continue;
                }
                fallback[target] = instead;
                if (ending[target] == 0) {
                    ending[target] = ending[instead];
                    disguised[target] = disguised[instead];
                }
                queue.add(target);
            }
        }
    }

    /** Where a letter or digit stands in the tables, without regard to case. */
    private static int symbol(char character) {
        return character < SYMBOL.length ? SYMBOL[character] : NO_SYMBOL;
    }

    private static byte[] symbols() {
        byte[] symbols = new byte[0x80];
        Arrays.fill(symbols, (byte) NO_SYMBOL);
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            char character = Character.forDigit(symbol, SYMBOLS);
            symbols[character] = (byte) symbol;
            symbols[Character.toUpperCase(character)] = (byte) symbol;
        }
        return symbols;
    }

    /** Whether a mark does not go on behind so many other characters, of which this is the last. */
    private static boolean isTooFar(int others, char last) {
        return others > MAX_GAP || Character.isLetterOrDigit(last);
    }

    /** Takes what was found. */
    @FunctionalInterface
    interface Found {
        void accept(int start, int end, boolean disguised);
    }

    /** Goes through one text, character by character; keeps the place. */
    final class Search {
        /** What is read. */
        private char[] characters = {};

        private int length;

        /** Of the last letters and digits that may belong to a mark. */
        private final int[] starts = new int[longest + 1];

        private int seen;
        private int state;
        private int gap;

        /** Goes on through a text, which begins at this place of the whole. */
        void read(NormalisedText text, int offset, Found found) {
            length = text.text().length();
            if (length > characters.length) {
                characters = new char[length];
            }
            text.text().getChars(0, length, characters, 0);
            int index = 0;
            while ((index = state == 0 ? beginning(index) : index) < length) {
                take(text, index++, offset, found);
            }
        }

        /** The first place from one on where a mark may begin, also where what follows is not known. */
        private int beginning(int from) {
            char[] read = characters;
            int last = length - 1;
            int kind = from > last ? 0 : kind(read[from]);
            for (int index = from; index < last; index++) {
                int next = kind(read[index + 1]);
                if (begins[kind * KINDS | next] && goesOn(index)) {
                    return index;
                }
                kind = next;
            }
            return begins[kind * KINDS] ? last : last + 1;
        }

        /** Whether the second and third symbols from here on are those of a mark that begins here, as far as they are there. */
        private boolean goesOn(int start) {
            int reached = next[symbol(characters[start])];
            int symbols = 1;
            int apart = 0;
            for (int index = start + 1; index < length && symbols < TOLD; index++) {
                int symbol = symbol(characters[index]);
                if (symbol != NO_SYMBOL) {
                    apart = 0;
                    reached = next[reached * SYMBOLS + symbol];
                    if (depth[reached] < ++symbols) {
                        return false;
                    }
                } else if (isTooFar(++apart, characters[index])) {
                    return false;
                }
            }
            return true;
        }

        private void take(NormalisedText text, int index, int offset, Found found) {
            char character = characters[index];
            int symbol = symbol(character);
            if (symbol == NO_SYMBOL) {
                if (isTooFar(++gap, character)) {
                    state = 0;
                }
                return;
            }
            gap = 0;
            starts[seen++ % starts.length] = offset + text.start(index);
            state = next[state * SYMBOLS + symbol];
            int symbols = ending[state];
            if (symbols > 0) {
                found.accept(starts[(seen - symbols) % starts.length], offset + text.end(index + 1), disguised[state]);
                state = 0;
            }
        }

        /** Where the earliest mark begins that may still be under way; {@link Integer#MAX_VALUE} if there is none. */
        int openFrom() {
            int length = depth[state];
            return length == 0 ? Integer.MAX_VALUE : starts[(seen - length) % starts.length];
        }
    }
}
