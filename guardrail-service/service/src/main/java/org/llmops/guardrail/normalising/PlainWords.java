package org.llmops.guardrail.normalising;

/**
 * Words and numbers of ASCII that give nothing away, of which most texts consist, read in one go: none is long enough for a
 * code, few stand alone as single characters, and none makes notably more sense rotated or backwards.
 */
final class PlainWords {
    /** With what follows it, a word of so many characters may look like a code. */
    private static final int LONG = CodeRun.MIN_LENGTH - 1;

    /** What a sign that wants a closer look turns out to be. */
    private static final byte SENTENCE_END = 6;

    private int end;
    private int word;
    private int sentence;
    private boolean letters;
    private int rotated;
    private int backwards;

    /** Behind the last of them, and the sign or gap that follows it. */
    int end() {
        return end;
    }

    /** Behind the last gap. */
    int word() {
        return word;
    }

    /** Where the sentence begins that goes on behind them. */
    int sentence() {
        return sentence;
    }

    /** Whether there are letters behind the last gap. */
    boolean haveLetters() {
        return letters;
    }

    /** What is gained behind them, rotated. */
    int rotated() {
        return rotated;
    }

    int backwards() {
        return backwards;
    }

    /**
     * Reads on as far as it goes, maybe not at all.
     *
     * @param from where no code is being read, and no characters stood alone before
     * @param wordBefore where the word began that goes on there
     * @param sentenceBefore where the sentence began
     * @param rotatedGain what was gained before, as {@code backwardsGain}
     */
    void read(
            int[] codePoints,
            int from,
            int to,
            int wordBefore,
            int sentenceBefore,
            int rotatedGain,
            int backwardsGain) {
        end = from;
        word = wordBefore;
        sentence = sentenceBefore;
        letters = false;
        rotated = rotatedGain;
        backwards = backwardsGain;
        int start = wordBefore;
        int rotatedSum = rotatedGain;
        int backwardsSum = backwardsGain;
        boolean anyLetters = false;
        int alone = 0;
        int limit = Math.min(to, sentence + DisguisedStretches.LONG_SENTENCE - 1);
        int index = from;
        while (Math.max(rotatedSum, backwardsSum) < LetterGain.NOTABLE) {
            int run = index;
            byte follower;
            do {
                int letter = letterAt(codePoints, index, limit);
                if (letter != 0) {
                    int last = 0;
                    while (letter != 0) {
                        int pair = LetterGain.pair(last, letter);
                        rotatedSum = Math.max(0, rotatedSum + DisguisedStretches.ROTATED[pair]);
                        backwardsSum = Math.max(0, backwardsSum + DisguisedStretches.REVERSED[pair]);
                        last = letter;
                        letter = letterAt(codePoints, ++index, limit);
                    }
                    int pair = LetterGain.pair(last, 0);
                    rotatedSum = Math.max(0, rotatedSum + DisguisedStretches.ROTATED[pair]);
                    backwardsSum = Math.max(0, backwardsSum + DisguisedStretches.REVERSED[pair]);
                    if (Math.max(rotatedSum, backwardsSum) >= LetterGain.NOTABLE) {
                        return;
                    }
                    anyLetters = true;
                }
                follower = kindAt(codePoints, index, limit);
                while (follower == AsciiKind.DIGIT || follower == AsciiKind.CODE_SIGN) {
                    follower = kindAt(codePoints, ++index, limit);
                }
            } while (follower == AsciiKind.LETTER);
            if (index - run >= LONG || index >= limit) {
                return;
            }
            if (follower == AsciiKind.OTHER) {
                follower = closerLook(codePoints, index, to, index == from, index == run);
            }
            int length = index++ - start;
            if (follower == AsciiKind.GAP) {
                alone = length == 1 ? alone + 1 : length > 1 ? 0 : alone;
                start = index;
                anyLetters = false;
            }
            if (follower == SENTENCE_END || follower == AsciiKind.GAP && codePoints[index - 1] == '\n') {
                alone = 0;
                start = index;
                sentence = index;
                rotatedSum = 0;
                backwardsSum = 0;
                limit = Math.min(to, sentence + DisguisedStretches.LONG_SENTENCE - 1);
            } else if (follower == AsciiKind.PLAIN) {
                alone = length > 0 ? 0 : alone;
                if (length == 0) {
                    continue;
                }
            } else if (follower != AsciiKind.GAP) {
                return;
            }
            if (alone == 0) {
                end = index;
                word = start;
                letters = anyLetters;
                rotated = rotatedSum;
                backwards = backwardsSum;
            } else if (alone == LoneCharacters.MANY - 1) {
                return;
            }
        }
    }

    /** What a sign is that may end a sentence or go on with a code. */
    private static byte closerLook(int[] codePoints, int index, int to, boolean first, boolean noRun) {
        if (first || index + 1 >= to || codePoints[index + 1] >= 0x80) {
            return AsciiKind.OTHER;
        }
        int next = codePoints[index + 1];
        return switch (codePoints[index]) {
            case '.', '!', '?' ->
                (next == ' ' || next == '\t') && !DisguisedStretches.isBlank(codePoints[index - 1])
                        ? SENTENCE_END
                        : AsciiKind.PLAIN;
            case '=' -> noRun ? AsciiKind.PLAIN : AsciiKind.OTHER;
            default -> AsciiKind.OTHER;
        };
    }

    private static int letterAt(int[] codePoints, int index, int limit) {
        int codePoint = index < limit ? codePoints[index] : 0;
        return codePoint < 0x80 ? LetterPairs.number((char) codePoint) : 0;
    }

    private static byte kindAt(int[] codePoints, int index, int limit) {
        return index < limit ? AsciiKind.of(codePoints[index]) : AsciiKind.OTHER;
    }
}
