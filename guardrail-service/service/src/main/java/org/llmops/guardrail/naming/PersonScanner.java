package org.llmops.guardrail.naming;

import java.util.function.Consumer;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
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
        int position = from;
        int end = text.end();
        while (position < end) {
            int codePoint = text.at(position);
            if (!Words.isLetter(codePoint)) {
                position++;
                continue;
            }
            if (Words.isLetter(text.at(position - 1))) {
                position++;
                continue;
            }
            int next = inspect(text, position, found);
            if (next < 0) {
                return position;
            }
            position = next;
        }
        return end;
    }

    /** Where to go on, or -1 when more text may tell. */
    private int inspect(GrowingText text, int start, Consumer<Match> found) {
        int end = Words.end(text, start);
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
