package org.llmops.guardrail.grounding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds one claim against the evidence, word by word, and measures what is not borne out. */
final class Comparison {
    /** Neighbours within so many words belong together. */
    static final int NEAR = 6;

    /** From this share of a claim's weight on, a place of the evidence is what the claim is about. */
    private static final double SAME_MATTER = 0.5;

    /** From this share of missing words on, a part of a sentence is to blame. */
    private static final double BLAMED = 0.5;

    /** Below this share of missing words a part of a sentence is borne out. */
    private static final double BORNE_OUT = 0.25;

    private final Evidence evidence;
    private final Claim whole;
    private final List<Word> claim;

    /** What its words tell, each once, in their order. */
    private final List<ClaimedStem> told = new ArrayList<>();

    /** By word of the claim: what it tells, and nothing of glue. */
    private final @Nullable ClaimedStem[] toldBy;

    /** By word of the claim: the same as the evidence has it. */
    private final Evidence.@Nullable Form[] forms;

    /** By word of the claim: whether none before is written so. */
    private final boolean[] isFirst;

    /** By clause of the claim: the share of it that is missing. */
    private final double[] missing;

    private final double[] features = new double[Feature.values().length];

    /** The place that has most of the claim: the first of two sentences, and one past the second. */
    private int bestFrom;

    private int bestTo;
    private boolean bestDenies;
    private double bestShare;

    private Comparison(Evidence evidence, Claim whole) {
        this.evidence = evidence;
        this.whole = whole;
        this.claim = whole.words();
        this.toldBy = new @Nullable ClaimedStem[claim.size()];
        this.forms = new Evidence.@Nullable Form[claim.size()];
        this.isFirst = new boolean[claim.size()];
        this.missing = new double[whole.clauses().size()];
    }

    static Comparison of(Evidence evidence, Claim claim) {
        Comparison comparison = new Comparison(evidence, claim);
        comparison.match();
        comparison.findPlace();
        comparison.weighWords();
        comparison.weighClauses();
        comparison.checkNumbers();
        comparison.checkNames();
        comparison.checkSense();
        return comparison;
    }

    /** One value from 0 to 1 for each {@link Feature}. */
    double[] features() {
        return features.clone();
    }

    /** The words to blame: of a sentence whose other parts are borne out, the one part that is not. */
    List<Word> blamed() {
        List<Word> blamed = List.of();
        for (int clause = 0; clause < missing.length; clause++) {
            if (missing[clause] >= BLAMED && blamed.isEmpty()) {
                blamed = whole.clauses().get(clause);
            } else if (missing[clause] >= BORNE_OUT) {
                return claim;
            }
        }
        return blamed.isEmpty() ? claim : blamed;
    }

    private void match() {
        Map<String, ClaimedStem> byStem = new HashMap<>();
        Set<String> met = new HashSet<>();
        for (int index = 0; index < claim.size(); index++) {
            Word word = claim.get(index);
            forms[index] = evidence.form(word.form());
            isFirst[index] = met.add(word.form());
            if (word.isContent()) {
                ClaimedStem known = byStem.get(word.stem());
                if (known == null) {
                    known = new ClaimedStem(word.stem(), evidence);
                    byStem.put(word.stem(), known);
                    told.add(known);
                }
                toldBy[index] = known;
            }
        }
        for (int index = 0; index < claim.size(); index++) {
            if (toldBy[index] == null) {
                toldBy[index] = byStem.get(claim.get(index).stem());
            }
        }
    }

    /** The two neighbouring sentences that have most of the claim between them. */
    private void findPlace() {
        PairShares shares = evidence.shares();
        double total = 0;
        for (ClaimedStem each : told) {
            total += each.weight();
            // The pair before the first has only the first sentence.
            int counted = -2;
            Evidence.Stem there = each.there();
            for (int number = 0; there != null && number < there.count(); number++) {
                int sentence = evidence.sentenceOf(there.place(number));
                for (int pair = Math.max(sentence - 1, counted + 1); pair <= sentence; pair++) {
                    shares.add(pair, each.weight());
                    counted = pair;
                }
            }
        }
        double bestWeight = shares.most();
        int best = shares.firstWithMost();
        shares.clear();
        if (total == 0 || bestWeight == 0) {
            set(Feature.SCATTERED, total == 0 ? 0 : 1);
            return;
        }
        bestShare = bestWeight / total;
        set(Feature.SCATTERED, 1 - bestShare);
        bestFrom = Math.max(0, best);
        bestTo = Math.min(best + 2, evidence.sentenceCount());
        bestDenies = deniesThere();
    }

    /** Whether the better of the two sentences denies. */
    private boolean deniesThere() {
        boolean denies = evidence.denies(bestFrom);
        if (bestTo == bestFrom + 1 || evidence.denies(bestFrom + 1) == denies) {
            return denies;
        }
        return shareOf(bestFrom + 1) > shareOf(bestFrom) ? !denies : denies;
    }

    /** How much of the claim a sentence has. */
    private double shareOf(int sentence) {
        Set<Evidence.Stem> has = new HashSet<>();
        for (int place = evidence.firstOf(sentence); place < evidence.firstOf(sentence + 1); place++) {
            has.add(evidence.stemAt(place));
        }
        return told.stream()
                .filter(each -> each.there() != null && has.contains(each.there()))
                .mapToDouble(ClaimedStem::weight)
                .sum();
    }

    private void weighWords() {
        double total = 0;
        double missing = 0;
        double inexact = 0;
        double fresh = 0;
        double freshMissing = 0;
        int missingCount = 0;
        for (ClaimedStem each : told) {
            double weight = each.weight();
            total += weight;
            if (each.isMissing()) {
                missing += weight;
                missingCount++;
            }
            if (each.there() != null && !each.isExact()) {
                inexact += weight;
            }
            if (!each.isAsked()) {
                fresh += weight;
                freshMissing += each.there() == null ? weight : 0;
            }
        }
        set(Feature.MISSING_FORMS, missingForms());
        if (total == 0) {
            return;
        }
        set(Feature.MISSING_WORDS, missing / total);
        set(Feature.INEXACT, inexact / total);
        set(Feature.NEW_WORDS, fresh == 0 ? 0 : freshMissing / fresh);
        set(Feature.MANY_MISSING, Math.min(missingCount, 5) / 5.0);
        boolean substitutes = missingCount >= 1 && missingCount <= 2 && bestShare >= SAME_MATTER;
        set(Feature.SUBSTITUTION, substitutes ? bestShare : 0);
    }

    private void weighClauses() {
        double worst = 0;
        int from = 0;
        for (int clause = 0; clause < missing.length; clause++) {
            int to = from + whole.clauses().get(clause).size();
            missing[clause] = missing(clause, from, to);
            worst = Math.max(worst, missing[clause]);
            from = to;
        }
        set(Feature.WORST_CLAUSE, worst);
        int different = 0;
        int unknown = 0;
        for (int index = 0; index < claim.size(); index++) {
            if (isFirst[index]) {
                different++;
                unknown += forms[index] != null
                                || evidence.asksForm(claim.get(index).form())
                        ? 0
                        : 1;
            }
        }
        set(Feature.MISSING_ANYWHERE, different == 0 ? 0 : (double) unknown / different);
    }

    /** The share of a part's words, by how telling they are, that neither a statement nor a question has. */
    private double missing(int clause, int from, int to) {
        double total = 0;
        double missing = 0;
        for (int index = from; index < to; index++) {
            ClaimedStem each = toldBy[index];
            if (each != null && claim.get(index).isContent() && each.isFirstIn(clause)) {
                total += each.weight();
                missing += each.isMissing() ? each.weight() : 0;
            }
        }
        return total == 0 ? 0 : missing / total;
    }

    /** Every word counts the same here, glue too: how a claim is put together tells whose words it is made of. */
    private double missingForms() {
        int sign = evidence.mark(bestFrom, bestTo);
        int different = 0;
        int missing = 0;
        for (int index = 0; index < claim.size(); index++) {
            if (isFirst[index]) {
                different++;
                ClaimedStem each = toldBy[index];
                Evidence.Stem there = each == null ? null : each.there();
                boolean inflected = there != null && there.isMarked(sign);
                Evidence.Form form = forms[index];
                missing += inflected || form != null && form.isMarked(sign) ? 0 : 1;
            }
        }
        return different == 0 ? 0 : (double) missing / different;
    }

    private void checkNumbers() {
        for (int index = 0; index < claim.size(); index++) {
            Word number = claim.get(index);
            if (!number.isNumber()) {
                continue;
            }
            Evidence.Stem there = evidence.stem(number.stem());
            if (there == null && !evidence.asks(number.stem())) {
                set(Feature.UNKNOWN_NUMBER, 1);
            } else if (there != null && !isNearItsWords(index, there)) {
                set(Feature.MISPLACED_NUMBER, 1);
            }
        }
    }

    /** Whether the evidence has the number near one of the words that it is near here. */
    private boolean isNearItsWords(int index, Evidence.Stem number) {
        Set<Evidence.Stem> neighbours = new HashSet<>();
        for (int at = Math.max(0, index - NEAR); at < Math.min(claim.size(), index + NEAR + 1); at++) {
            ClaimedStem each = toldBy[at];
            Evidence.Stem there = each == null ? null : each.there();
            if (at != index && claim.get(at).isContent() && there != null) {
                neighbours.add(there);
            }
        }
        if (neighbours.isEmpty()) {
            return true;
        }
        for (int each = 0; each < number.count(); each++) {
            int place = number.place(each);
            int from = Math.max(0, place - 2 * NEAR);
            int to = Math.min(evidence.size(), place + 2 * NEAR + 1);
            for (int at = from; at < to; at++) {
                if (at != place && neighbours.contains(evidence.stemAt(at))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void checkNames() {
        if (evidence.capitalisesNouns()) {
            return;
        }
        int names = 0;
        int unknown = 0;
        for (int index = 1; index < claim.size(); index++) {
            Word word = claim.get(index);
            ClaimedStem each = toldBy[index];
            if (word.capital() && word.kind() == Word.Kind.CONTENT && each != null) {
                names++;
                unknown += each.isMissing() ? 1 : 0;
            }
        }
        set(Feature.UNKNOWN_NAME, unknown == 0 ? 0 : 0.5 + 0.5 * unknown / names);
    }

    private void checkSense() {
        boolean same = bestShare >= SAME_MATTER;
        set(Feature.NEGATION, same && denies() != bestDenies ? bestShare : 0);
        set(Feature.OPPOSITE, isTurnedRound() ? 1 : 0);
        boolean self = false;
        for (int index = 0; index < claim.size(); index++) {
            self |= claim.get(index).is(WordList.SELF) && forms[index] == null;
        }
        set(Feature.SPEAKS_OF_SELF, self ? 1 : 0);
        set(Feature.HEDGED, adds(WordList.HEDGE) ? 1 : 0);
        set(Feature.ABSOLUTE, adds(WordList.ABSOLUTE) ? 1 : 0);
    }

    /** Whether an opposite of some word stands among more of the claim's words than the word itself does. */
    private boolean isTurnedRound() {
        Company company = null;
        for (ClaimedStem each : told) {
            if (!each.opposites().isEmpty()) {
                company = company == null ? company() : company;
                if (isTurnedRound(each, company)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isTurnedRound(ClaimedStem word, Company company) {
        int with = company.of(word.stem());
        return word.opposites().stream().anyMatch(opposite -> company.of(opposite) > with);
    }

    private Company company() {
        List<Evidence.Stem> claimed = new ArrayList<>();
        for (ClaimedStem each : told) {
            Evidence.Stem there = each.there();
            if (there != null) {
                claimed.add(there);
            }
        }
        return new Company(evidence, claimed);
    }

    /** Whether the claim has a word of the list while its place in the evidence has none. */
    private boolean adds(WordList list) {
        for (Word word : claim) {
            if (word.is(list)) {
                boolean there = false;
                for (int sentence = bestFrom; sentence < bestTo; sentence++) {
                    there |= evidence.has(sentence, list);
                }
                return !there;
            }
        }
        return false;
    }

    /** A leading "No," answers somebody and denies nothing of what follows. */
    private boolean denies() {
        for (int index = 1; index < claim.size(); index++) {
            if (claim.get(index).kind() == Word.Kind.NEGATION) {
                return true;
            }
        }
        return false;
    }

    private void set(Feature feature, double value) {
        features[feature.ordinal()] = value;
    }
}
