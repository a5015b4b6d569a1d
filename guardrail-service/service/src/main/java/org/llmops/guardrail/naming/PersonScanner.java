package org.llmops.guardrail.naming;

import java.util.function.Consumer;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Outline;
import org.llmops.guardrail.detecting.Outline.Kind;
import org.llmops.guardrail.detecting.Scanner;

/** Goes through one text from name to name; only earlier mentions help later ones, so that nothing released changes. */
final class PersonScanner implements Scanner {
    private static final double LIKELY = 0.5;
    private static final double POSSIBLE = 0.2;

    /** From this chance on a name counts as mentioned, and what that adds to the log-odds of its words later on. */
    private static final double SURE = 0.6;

    private static final double MENTIONED = 4;

    /** Names are rarer in ordinary texts than among the sentences that the model was trained on. */
    private static final double RARITY = -0.8;

    private static final int MIN_MENTION = 3;

    private final NameModel model;
    private final Mentions mentions = new Mentions();
    private final int[] features = new int[Features.COUNT];
    private final double[] chances = new double[16];

    PersonScanner(NameModel model) {
        this.model = model;
    }

    @Override
    public int lookBehind() {
        return Chain.MAX_BEHIND + 4;
    }

    @Override
    public int scan(GrowingText text, int from, Consumer<Match> found) {
        Outline outline = Outline.of(text);
        int position = from;
        int known = text.end() - 1;
        int[] codePoints = text.codePoints(from, text.end());
        int shift = text.firstKept();
        for (int block = from >> 6; block << 6 < text.end(); block++) {
            long letters = letters(outline, block);
            long behindDigits = outline.before(Kind.DIGIT, block, 1);
            long starts = letters & ~(letters << 1 | letters(outline, block - 1) >>> Outline.BLOCK - 1);
            for (; starts != 0; starts &= starts - 1) {
                int start = (block << 6) + Long.numberOfTrailingZeros(starts);
                if (start >= text.end()) {
                    break;
                }
                int end = start + Long.numberOfTrailingZeros(~(letters >>> start));
                if ((end & Outline.BLOCK - 1) == 0) {
                    end += Long.numberOfTrailingZeros(~letters(outline, block + 1));
                }
                if (start < position
                        || end < known
                                && isPlain(codePoints, start - shift, end - shift, (behindDigits >>> start & 1) != 0)) {
                    continue;
                }
                position = inspect(text, outline, start, found);
                if (position < 0) {
                    return start;
                }
            }
        }
        return text.end();
    }

    /** Whether these letters are behind a digit or a small word, and no name, as most are: told without reading all of it. */
    private static boolean isPlain(int[] codePoints, int start, int end, boolean behindDigit) {
        int first = codePoints[start];
        int behind = codePoints[end];
        if (behind >= 0x80 || Words.joins(behind)) {
            return false;
        }
        if (behindDigit) {
            return true;
        }
        if (first < 'a' || first > 'z') {
            return false;
        }
        int length = end - start;
        if (length < Chain.MIN_SMALL) {
            return true;
        }
        int outline = Folding.outline(
                first, codePoints[start + 1], codePoints[start + 2], codePoints[end - 2], codePoints[end - 1], length);
        return outline != Folding.NONE && !Gazetteer.mayBeOutlined(outline);
    }

    private static long letters(Outline outline, int block) {
        return (outline.of(Kind.PART, block) | outline.of(Kind.UNSPACED, block)) & ~outline.of(Kind.DIGIT, block);
    }

    /** Where to go on, or -1 when more text may tell. */
    private int inspect(GrowingText text, Outline outline, int start, Consumer<Match> found) {
        int end = end(text, outline, start);
        if (end < 0) {
            return -1;
        }
        if (!Words.isCapital(text.at(start)) && !Chain.isKnownName(text, start, end)) {
            return end;
        }
        if (text.at(end) == GrowingText.UNKNOWN || text.at(end + 1) == GrowingText.UNKNOWN) {
            return -1;
        }
        Word first = Words.written(text, start, end);
        if (!Chain.canBegin(text, first)) {
            return end;
        }
        if (Chain.isUndecided(text, first)) {
            return -1;
        }
        Chain chain = Chain.from(text, first);
        if (chain == null) {
            return -1;
        }
        judge(chain);
        report(chain, found);
        return chain.at(chain.size() - 1).end();
    }

    /** One past the word that starts here, or -1 when more text may tell. */
    private static int end(GrowingText text, Outline outline, int start) {
        int end = outline.nextOther(Kind.PART, start, Math.min(text.end(), start + Words.MAX_LENGTH));
        return end < text.end() && Words.isGap(text.at(end)) && outline.next(Kind.DIGIT, start, end) == end
                ? end
                : Words.end(text, start);
    }

    private void judge(Chain chain) {
        int before = 2;
        int earlier = 2;
        for (int index = 0; index < chain.size(); index++) {
            Features.of(chain, index, before, earlier, features);
            chances[index] =
                    model.chance(features, mentions.contains(chain.at(index).hash()) ? MENTIONED + RARITY : RARITY);
            earlier = before;
            before = chances[index] >= LIKELY ? 1 : 0;
        }
    }

    private void report(Chain chain, Consumer<Match> found) {
        int index = 0;
        while (index < chain.size()) {
            boolean likely = chances[index] >= LIKELY;
            int end = index;
            double sum = 0;
            while (end < chain.size() && chances[end] >= POSSIBLE && chances[end] >= LIKELY == likely) {
                sum += chances[end++];
            }
            if (end == index) {
                index++;
                continue;
            }
            tell(chain, index, end, sum / (end - index), found);
            index = end;
        }
    }

    private void tell(Chain chain, int from, int to, double score, Consumer<Match> found) {
        int last = to - 1;
        while (last > from
                && chain.at(last).is(Gazetteer.PARTICLE)
                && chain.at(last).shape() == Word.SMALL) {
            last--;
        }
        int start = chain.at(from).start();
        int end = chain.at(last).end();
        if (end - start < 2) {
            return;
        }
        found.accept(Match.of(
                "PERSON",
                "person",
                start,
                end,
                Math.round(score * 100) / 100.0,
                "Reads like a name: its words, how they are written and what stands around them say so"));
        for (int index = from; index <= last && score >= SURE; index++) {
            Word word = chain.at(index);
            if (word.isCapital() && word.length() >= MIN_MENTION && !word.is(Gazetteer.ORDINARY)) {
                mentions.add(word.hash());
            }
        }
    }
}
