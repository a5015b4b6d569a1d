package org.llmops.guardrail.detecting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which pairs and threes of signs stand in which block of a text, so that whoever looks for words reads only those blocks that
 * have all of one. Letters count without their case, other signs by the group they are of. It keeps what has arrived last, and
 * is made once for all who look at the text.
 */
public final class Pairs {
    /** A block tells of words that begin in so many code points. */
    public static final int BLOCK = 64;

    /** Below so many code points it is less work to read them than to make this. */
    public static final int WORTH = 512;

    /** Words are told by so many of their signs at most, which a block looks ahead. */
    private static final int TOLD = 16;

    /** A sheet tells of so many code points: of as many blocks as there are bits. */
    public static final int SHEET = BLOCK * Long.SIZE;

    /** So many sheets are kept: the slice that is looked at, where it begins and ends inside of sheets, and what lies ahead. */
    private static final int SHEETS = 8;

    private static final int MOST = (SHEETS - 2) * SHEET;

    private static final int GROUP_BITS = 5;
    private static final int PAIRS = 1 << 2 * GROUP_BITS;
    private static final int THREES = 1 << 3 * GROUP_BITS;

    /** Threes share so many places with others, so that a sheet stays in the processor's caches. */
    private static final int PLACE_BITS = 12;

    private static final int BLANK = 0;
    private static final int LETTER_A = 1;
    private static final int DIGIT = 27;
    private static final int BEYOND_ASCII = 28;
    private static final int OF_SENTENCES = 29;
    private static final int OF_SUMS = 30;
    private static final int OTHER = 31;

    /** The groups of code points that are known without asking Unicode. */
    private static final byte[] USUAL = new byte[0x3000];

    static {
        for (int codePoint = 0; codePoint < USUAL.length; codePoint++) {
            USUAL[codePoint] = (byte) group(codePoint);
        }
    }

    private static final Pairs NONE = new Pairs(GrowingText.whole(""));

    private final GrowingText text;

    /** For each pair, then for each place of threes, the blocks that have it; each sheet at its number modulo their count. */
    private final long[][] sheets = new long[SHEETS][];

    private final int[] numbers = new int[SHEETS];

    /** What lies from here to the end is told of. */
    private int first;

    private int end;
    private int last;

    private Pairs(GrowingText text) {
        this.text = text;
        Arrays.fill(numbers, -1);
    }

    /** The pairs of a stretch of a text, the pair before it aside; where it is not worth it, none are told of. */
    public static Pairs of(GrowingText text, int from, int to) {
        Pairs pairs = text.made(Pairs.class, () -> new Pairs(text.whole()));
        if (from < pairs.first || to - from > MOST) {
            return NONE;
        }
        if (to > pairs.end) {
            // Who asks next may need what this one leaves out.
            boolean goesOn = from - pairs.end <= MOST && pairs.end >= text.firstKept();
            int begin = goesOn ? Math.min(from, pairs.end) : from;
            if ((pairs.end == 0 || !goesOn) && text.end() - begin < WORTH) {
                return NONE;
            }
            pairs.read(text, begin, Math.min(text.end(), to + SHEET));
        }
        return pairs;
    }

    /** Whether one of the words begins in a stretch that was asked for, as far as is known. */
    public boolean mayHold(Wanted words, int from, int to) {
        int last = to - 1;
        for (int sheet = from / SHEET; sheet <= last / SHEET; sheet++) {
            if (!isKept(sheet)) {
                return true;
            }
            long within = blocksOf(sheet, from, last);
            for (int word = 0; word < words.places.length; word++) {
                long blocks = words.blocks(word, sheets[sheet % SHEETS]) & within;
                for (; blocks != 0; blocks &= blocks - 1) {
                    int block = sheet * SHEET + Long.numberOfTrailingZeros(blocks) * BLOCK;
                    if (begins(words.signs[word], Math.max(from, block), Math.min(to, block + BLOCK))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The blocks of a sheet that have some of a stretch from one place to another, a bit each. */
    static long blocksOf(int sheet, int first, int last) {
        long from = sheet == first / SHEET ? -1L << first / BLOCK : -1L;
        return from & (sheet == last / SHEET ? -1L >>> -1 - last / BLOCK : -1L);
    }

    /** Nothing is told of what lies behind. */
    int toldTo() {
        return end;
    }

    private boolean begins(int[] word, int from, int to) {
        for (int start = from; start < to; start++) {
            int index = 0;
            while (index < word.length && CodePoint.fold(text.at(start + index)) == word[index]) {
                index++;
            }
            if (index == word.length || text.at(start + index) == GrowingText.UNKNOWN) {
                return true;
            }
        }
        return false;
    }

    /** In which blocks of a sheet one of the words may begin, a bit each; in all, where the sheet is not told of. */
    public long blocks(Wanted words, int sheet) {
        if (!isKept(sheet)) {
            return -1L;
        }
        long blocks = 0;
        for (int word = 0; word < words.places.length; word++) {
            blocks |= words.blocks(word, sheets[sheet % SHEETS]);
        }
        return blocks;
    }

    /** The first place from one on, but before the other, in whose block one of the words may begin; else the other. */
    public int next(Wanted words, int from, int to) {
        return next(words, 0, from, to);
    }

    /** The first place from one on, but before the other, in whose block none of the words begins; else the other. */
    public int nextWithout(Wanted words, int from, int to) {
        return next(words, -1L, from, to);
    }

    private int next(Wanted words, long turned, int from, int to) {
        for (int place = from; place < to; place = (place / SHEET + 1) * SHEET) {
            long blocks = (blocks(words, place / SHEET) ^ turned) & -1L << place / BLOCK;
            if (blocks != 0) {
                int block = place / SHEET * SHEET + Long.numberOfTrailingZeros(blocks) * BLOCK;
                return Math.min(to, Math.max(from, block));
            }
        }
        return to;
    }

    private void read(GrowingText text, int from, int to) {
        if (from > end) {
            first = from;
            end = from;
        }
        int[] codePoints = text.codePoints(end, to);
        int shift = text.firstKept();
        while (end < to) {
            int block = end / BLOCK;
            long[] here = sheet(block / Long.SIZE);
            long bit = 1L << block;
            boolean follows = block > 0 && isKept((block - 1) / Long.SIZE);
            long[] before = follows ? sheet((block - 1) / Long.SIZE) : here;
            long bitBefore = follows ? 1L << block - 1 : 0;
            int three = last;
            int position = end;
            for (int aheadTo = Math.min(to, block * BLOCK + TOLD); position < aheadTo; position++) {
                three = (three << GROUP_BITS | groupOf(codePoints[position - shift])) & THREES - 1;
                here[pair(three)] |= bit;
                here[place(three)] |= bit;
                before[pair(three)] |= bitBefore;
                before[place(three)] |= bitBefore;
            }
            for (int blockTo = Math.min(to, block * BLOCK + BLOCK); position < blockTo; position++) {
                three = (three << GROUP_BITS | groupOf(codePoints[position - shift])) & THREES - 1;
                here[pair(three)] |= bit;
                here[place(three)] |= bit;
            }
            last = three;
            end = position;
        }
    }

    private boolean isKept(int sheet) {
        return numbers[sheet % SHEETS] == sheet;
    }

    private long[] sheet(int number) {
        int slot = number % SHEETS;
        if (numbers[slot] != number) {
            if (numbers[slot] < 0) {
                sheets[slot] = new long[PAIRS + (1 << PLACE_BITS)];
            } else {
                Arrays.fill(sheets[slot], 0);
            }
            numbers[slot] = number;
            first = Math.max(first, (number - SHEETS + 1) * SHEET);
        }
        return sheets[slot];
    }

    /** Where the last two of three groups are told of. */
    private static int pair(int three) {
        return three & PAIRS - 1;
    }

    /** Where all three are. */
    private static int place(int three) {
        return PAIRS + (three * 0x9E3779B1 >>> Integer.SIZE - PLACE_BITS);
    }

    private static int groupOf(int codePoint) {
        return codePoint < USUAL.length ? USUAL[codePoint] : group(codePoint);
    }

    private static int group(int codePoint) {
        int folded = CodePoint.fold(codePoint);
        if (folded >= 0x80) {
            return BEYOND_ASCII;
        }
        if (folded >= 'a' && folded <= 'z') {
            return LETTER_A + folded - 'a';
        }
        if (CodePoint.isAsciiDigit(folded)) {
            return DIGIT;
        }
        if (folded <= ' ') {
            return BLANK;
        }
        return ".,;!?'\"".indexOf(folded) >= 0
                ? OF_SENTENCES
                : "-_+*=<>|&%$#@~^`".indexOf(folded) >= 0 ? OF_SUMS : OTHER;
    }

    /** Words of which a text may hold one. */
    public static final class Wanted {
        private final int[][] signs;

        /** By word, where what it has is told of. */
        private final int[][] places;

        private Wanted(Collection<String> words) {
            List<int[]> written = new ArrayList<>();
            List<int[]> told = new ArrayList<>();
            for (String word : words) {
                int[] codePoints = word.codePoints().toArray();
                for (int[] each :
                        codePoints.length == 1 ? placesOfOne(codePoints[0]) : new int[][] {places(codePoints)}) {
                    written.add(codePoints);
                    told.add(each);
                }
            }
            signs = written.toArray(int[][]::new);
            places = told.toArray(int[][]::new);
        }

        /** It comes behind one of any group. */
        private static int[][] placesOfOne(int sign) {
            return IntStream.range(0, 1 << GROUP_BITS)
                    .mapToObj(before -> new int[] {before << GROUP_BITS | group(sign)})
                    .toArray(int[][]::new);
        }

        /** @param words in one case, as {@link CodePoint#fold} makes it; one without signs is everywhere */
        public static Wanted of(Collection<String> words) {
            return new Wanted(words);
        }

        private static int[] places(int[] word) {
            int[] groups = Arrays.stream(word).limit(TOLD).map(Pairs::group).toArray();
            if (groups.length == 2) {
                return new int[] {groups[0] << GROUP_BITS | groups[1]};
            }
            return IntStream.range(2, groups.length)
                    .map(index -> (groups[index - 2] << GROUP_BITS | groups[index - 1]) << GROUP_BITS | groups[index])
                    .map(Pairs::place)
                    .distinct()
                    .toArray();
        }

        private long blocks(int word, long[] sheet) {
            long all = -1L;
            for (int place : places[word]) {
                all &= sheet[place];
            }
            return all;
        }
    }
}
