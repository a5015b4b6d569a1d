package org.llmops.guardrail.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Pairs;

/**
 * Tells in which blocks of a text words are to be looked for that betray patterns: where one may begin, and where it is one
 * that most texts have, only near what else every match has.
 */
final class Watch {
    /** What is needed may be so many blocks away. */
    private static final int MAX_BLOCKS = 32;

    private final Pairs.Wanted words;
    private final List<Common> common;

    private Watch(Pairs.Wanted words, List<Common> common) {
        this.words = words;
        this.common = List.copyOf(common);
    }

    static Watch of(Collection<CompiledPattern> patterns) {
        Set<String> words = new LinkedHashSet<>();
        List<Common> common = new ArrayList<>();
        for (CompiledPattern pattern : patterns) {
            Set<String> led = pattern.lead().words();
            Pairs.@Nullable Wanted need = pattern.need();
            int before = blocks(pattern.lead().farthest());
            int behind = blocks(pattern.window());
            if (led.isEmpty()) {
                pattern.rule().near().forEach(word -> words.add(Patterns.fold(word)));
            } else if (need == null || behind > MAX_BLOCKS) {
                words.addAll(led);
            } else {
                common.add(new Common(Pairs.Wanted.of(led), need, before, behind));
            }
        }
        return new Watch(Pairs.Wanted.of(words), common);
    }

    /** Words that begin in one block and places so far from them are at most so many blocks apart. */
    private static int blocks(int distance) {
        return distance / Pairs.BLOCK + 1;
    }

    /**
     * A bit for each block of a sheet.
     *
     * @param from what lies before it need not be told of
     * @param end what lies behind it has not arrived
     */
    long blocks(Pairs pairs, int sheet, int from, int end) {
        long blocks = pairs.blocks(words, sheet);
        for (Common each : common) {
            long led = pairs.blocks(each.words, sheet) & ~blocks;
            if (led != 0) {
                blocks |= led & (each.near(pairs, sheet) | each.unknown(sheet, from, end));
            }
        }
        return blocks;
    }

    /**
     * Words that most texts have, and what is near them where there is a match.
     *
     * @param before so many blocks before the block of a word it may be
     * @param behind so many blocks behind
     */
    private record Common(Pairs.Wanted words, Pairs.Wanted need, int before, int behind) {
        /** The blocks that have what is needed near them. */
        long near(Pairs pairs, int sheet) {
            long last = sheet == 0 ? 0 : pairs.blocks(need, sheet - 1);
            long here = pairs.blocks(need, sheet);
            long next = pairs.blocks(need, sheet + 1);
            long near = here;
            for (int away = 1; away <= behind; away++) {
                near |= here >>> away | next << Long.SIZE - away;
            }
            for (int away = 1; away <= before; away++) {
                near |= here << away | last >>> Long.SIZE - away;
            }
            return near;
        }

        /** The blocks near which something is not known. */
        long unknown(int sheet, int from, int end) {
            int first = sheet * Long.SIZE;
            return ~blocksFrom(from / Pairs.BLOCK + before + 1 - first)
                    | blocksFrom(end / Pairs.BLOCK - behind - first);
        }

        private static long blocksFrom(int block) {
            return block <= 0 ? -1L : block >= Long.SIZE ? 0 : -1L << block;
        }
    }
}
