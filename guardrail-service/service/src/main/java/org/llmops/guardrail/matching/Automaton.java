package org.llmops.guardrail.matching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmops.guardrail.detecting.CodePoint;

/**
 * All words at once in one pass over the code points (Aho and Corasick, 1975). Our own because a search must stop anywhere
 * and go on later, and say how much of a word is already there; libraries want the whole text.
 */
final class Automaton {
    /** The state in which nothing has been seen. */
    static final int ROOT = 0;

    static final int NONE = -1;

    private static final int ASCII = 128;
    private static final int CODE_POINT_BITS = 21;

    /** A larger table would leave the processor's caches. */
    private static final int MAX_TABLE = 1 << 16;

    /** The column of each ASCII character, cased alike; the first is for all that no word has. */
    private final int[] columns = new int[ASCII];

    /** A row has so many bits of columns. */
    private final int shift;

    /** Where the first states go for ASCII, which is most of what is read: a row for each. */
    private final int[] table;

    private final long[] keys;
    private final int[] targets;
    private final int mask;
    private final int[] fallback;
    private final int[] depth;
    private final int[] word;

    /** By state: that of the longest word that ends there, and that of the longest of the shorter ones. */
    private final int[] ending;

    private final int[] shorterWord;

    /** @param words folded, none of them empty; of equal ones the first counts */
    Automaton(List<int[]> words) {
        List<Map<Integer, Integer>> edges = new ArrayList<>();
        List<Integer> depths = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        edges.add(new HashMap<>());
        depths.add(0);
        ends.add(NONE);
        // By length, so that states are numbered from the root outwards: searches are mostly in the first of them.
        int[] reached = new int[words.size()];
        int longest = words.stream().mapToInt(symbols -> symbols.length).max().orElse(0);
        for (int at = 0; at < longest; at++) {
            for (int index = 0; index < reached.length; index++) {
                int[] symbols = words.get(index);
                if (at >= symbols.length) {
                    continue;
                }
                Integer next = edges.get(reached[index]).get(symbols[at]);
                if (next == null) {
                    next = edges.size();
                    edges.get(reached[index]).put(symbols[at], next);
                    edges.add(new HashMap<>());
                    depths.add(at + 1);
                    ends.add(NONE);
                }
                reached[index] = next;
                if (at + 1 == symbols.length && ends.get(next) == NONE) {
                    ends.set(next, index);
                }
            }
        }
        int states = edges.size();
        int capacity = Integer.highestOneBit(Math.max(8, states * 2)) * 2;
        keys = new long[capacity];
        targets = new int[capacity];
        mask = capacity - 1;
        Arrays.fill(keys, NONE);
        fallback = new int[states];
        depth = depths.stream().mapToInt(Integer::intValue).toArray();
        word = ends.stream().mapToInt(Integer::intValue).toArray();
        ending = new int[states];
        shorterWord = new int[states];
        for (int state = 0; state < states; state++) {
            int from = state;
            edges.get(state).forEach((symbol, target) -> put(from, symbol, target));
        }
        shift = Integer.SIZE - Integer.numberOfLeadingZeros(number(words));
        table = new int[Math.min(states << shift, MAX_TABLE)];
        link(edges);
    }

    /** Numbers the columns of the ASCII characters in words; how many there are. */
    private int number(List<int[]> words) {
        int count = 0;
        for (int[] symbols : words) {
            for (int symbol : symbols) {
                if (symbol < ASCII && columns[symbol] == 0) {
                    columns[symbol] = ++count;
                }
            }
        }
        for (int upper = 'A'; upper <= 'Z'; upper++) {
            columns[upper] = columns[CodePoint.fold(upper)];
        }
        return count;
    }

    /** Where a code point leads, whatever its case; constant time over a text, whatever the words. */
    int step(int from, int codePoint) {
        if (codePoint < ASCII) {
            int at = (from << shift) + columns[codePoint];
            if (at < table.length) {
                return table[at];
            }
        }
        return search(from, CodePoint.fold(codePoint));
    }

    private int search(int from, int symbol) {
        int state = from;
        while (symbol >= ASCII || state << shift >= table.length) {
            int next = edge(state, symbol);
            if (next != NONE || state == ROOT) {
                return Math.max(ROOT, next);
            }
            state = fallback[state];
        }
        return table[(state << shift) + columns[symbol]];
    }

    /** How many symbols of a word have been seen: of the word that began first. */
    int depth(int state) {
        return depth[state];
    }

    /** The state of the word that began next, or {@link #ROOT}. */
    int fallback(int state) {
        return fallback[state];
    }

    /** The state of the longest word that ends here, or {@link #NONE}. */
    int firstEnding(int state) {
        return ending[state];
    }

    /** The next shorter word that ends at the same place as {@code ending}, or {@link #NONE}. */
    int nextEnding(int ending) {
        return shorterWord[ending];
    }

    /** The index of the word that an ending stands for. */
    int word(int ending) {
        return word[ending];
    }

    /** Whether a word may begin or end between two code points. */
    static boolean isBoundary(int before, int after) {
        return !CodePoint.isWord(before) || !CodePoint.isWord(after);
    }

    private void link(List<Map<Integer, Integer>> edges) {
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        shorterWord[ROOT] = NONE;
        ending[ROOT] = NONE;
        edges.getFirst().forEach((symbol, target) -> {
            shorterWord[target] = NONE;
            ending[target] = word[target] == NONE ? NONE : target;
            queue.add(target);
        });
        tabulate(ROOT, edges.getFirst());
        while (!queue.isEmpty()) {
            int state = queue.remove();
            edges.get(state).forEach((symbol, target) -> {
                int behind = step(fallback[state], symbol);
                fallback[target] = behind;
                shorterWord[target] = firstEnding(behind);
                ending[target] = word[target] == NONE ? shorterWord[target] : target;
                queue.add(target);
            });
            tabulate(state, edges.get(state));
        }
    }

    /** What a state does not lead to itself, its fallback does, whose row is there already. */
    private void tabulate(int state, Map<Integer, Integer> edges) {
        int row = state << shift;
        if (row >= table.length) {
            return;
        }
        if (state != ROOT) {
            System.arraycopy(table, fallback[state] << shift, table, row, 1 << shift);
        }
        edges.forEach((symbol, target) -> {
            if (symbol < ASCII) {
                table[row + columns[symbol]] = target;
            }
        });
    }

    private void put(int state, int symbol, int target) {
        long key = (long) state << CODE_POINT_BITS | symbol;
        int slot = slot(key);
        while (keys[slot] != NONE) {
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        targets[slot] = target;
    }

    private int edge(int state, int symbol) {
        long key = (long) state << CODE_POINT_BITS | symbol;
        for (int slot = slot(key); keys[slot] != NONE; slot = slot + 1 & mask) {
            if (keys[slot] == key) {
                return targets[slot];
            }
        }
        return NONE;
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & mask;
    }
}
