package org.llmops.guardrail.grounding;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

    private final Vocabulary vocabulary = Vocabulary.standard();
    private final Evidence evidence;
    private final List<Word> claim;
    private final List<Word> content;

    /** How the evidence writes each word of the claim; in order, so that sums come out the same each time. */
    private final Map<String, @Nullable String> matched = new LinkedHashMap<>();

    private final double[] features = new double[Feature.values().length];

    /** The words of the place that has most of the claim. */
    private Set<String> bestStems = Set.of();

    private Set<String> bestForms = Set.of();
    private boolean bestDenies;
    private double bestShare;

    private final Claim whole;

    private Comparison(Evidence evidence, Claim whole) {
        this.evidence = evidence;
        this.whole = whole;
        this.claim = whole.words();
        this.content = claim.stream().filter(Word::isContent).toList();
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
        for (List<Word> clause : whole.clauses()) {
            double missing = missing(clause);
            if (missing >= BLAMED && blamed.isEmpty()) {
                blamed = clause;
            } else if (missing >= BORNE_OUT) {
                return claim;
            }
        }
        return blamed.isEmpty() ? claim : blamed;
    }

    private void match() {
        for (Word word : content) {
            if (!matched.containsKey(word.stem())) {
                boolean known = evidence.places(word.stem()).length > 0;
                matched.put(word.stem(), known ? word.stem() : evidence.alike(word.stem()));
            }
        }
    }

    private int[] places(String stem) {
        String there = matched.get(stem);
        return there == null ? evidence.places("") : evidence.places(there);
    }

    /** The two neighbouring sentences that have most of the claim between them. */
    private void findPlace() {
        Map<Integer, Double> shares = new HashMap<>();
        double total = 0;
        for (String stem : distinct()) {
            double weight = evidence.weight(stem);
            total += weight;
            // The pair before the first has only the first sentence.
            int counted = -2;
            for (int place : places(stem)) {
                int sentence = evidence.sentenceOf(place);
                for (int pair = Math.max(sentence - 1, counted + 1); pair <= sentence; pair++) {
                    shares.merge(pair, weight, Double::sum);
                    counted = pair;
                }
            }
        }
        int best = -1;
        double bestWeight = 0;
        for (var share : shares.entrySet()) {
            boolean better = share.getValue() > bestWeight || share.getValue() == bestWeight && share.getKey() < best;
            if (better) {
                best = share.getKey();
                bestWeight = share.getValue();
            }
        }
        if (total == 0 || bestWeight == 0) {
            set(Feature.SCATTERED, total == 0 ? 0 : 1);
            return;
        }
        bestShare = bestWeight / total;
        set(Feature.SCATTERED, 1 - bestShare);
        Set<String> stems = new HashSet<>();
        Set<String> forms = new HashSet<>();
        for (int sentence = Math.max(0, best);
                sentence <= Math.min(best + 1, evidence.sentenceCount() - 1);
                sentence++) {
            stems.addAll(evidence.stemsOf(sentence));
            forms.addAll(evidence.formsOf(sentence));
        }
        bestStems = stems;
        bestForms = forms;
        bestDenies = deniesThere(best);
    }

    /** Whether the better of the two sentences denies. */
    private boolean deniesThere(int pair) {
        List<Word> better = List.of();
        double most = -1;
        for (int sentence = Math.max(0, pair);
                sentence <= Math.min(pair + 1, evidence.sentenceCount() - 1);
                sentence++) {
            Set<String> has = evidence.stemsOf(sentence);
            double weight = distinct().stream()
                    .filter(stem -> {
                        String there = matched.get(stem);
                        return there != null && has.contains(there);
                    })
                    .mapToDouble(evidence::weight)
                    .sum();
            if (weight > most) {
                most = weight;
                better = evidence.sentence(sentence);
            }
        }
        return denies(better, true);
    }

    private void weighWords() {
        double total = 0;
        double missing = 0;
        double inexact = 0;
        double fresh = 0;
        double freshMissing = 0;
        int missingCount = 0;
        for (String stem : distinct()) {
            double weight = evidence.weight(stem);
            String there = matched.get(stem);
            boolean asked = evidence.asks(stem);
            total += weight;
            if (there == null && !asked) {
                missing += weight;
                missingCount++;
            }
            if (there != null && !there.equals(stem)) {
                inexact += weight;
            }
            if (!asked) {
                fresh += weight;
                freshMissing += there == null ? weight : 0;
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
        for (List<Word> clause : whole.clauses()) {
            worst = Math.max(worst, missing(clause));
        }
        set(Feature.WORST_CLAUSE, worst);
        Set<String> different = new HashSet<>();
        claim.forEach(word -> different.add(word.form()));
        int unknown = 0;
        for (String form : different) {
            unknown += evidence.hasForm(form) || evidence.asksForm(form) ? 0 : 1;
        }
        set(Feature.MISSING_ANYWHERE, different.isEmpty() ? 0 : (double) unknown / different.size());
    }

    /** The share of a part's words, by how telling they are, that neither a statement nor a question has. */
    private double missing(List<Word> part) {
        Set<String> seen = new HashSet<>();
        double total = 0;
        double missing = 0;
        for (Word word : part) {
            if (word.isContent() && seen.add(word.stem())) {
                double weight = evidence.weight(word.stem());
                total += weight;
                missing += matched.get(word.stem()) == null && !evidence.asks(word.stem()) ? weight : 0;
            }
        }
        return total == 0 ? 0 : missing / total;
    }

    /** Every word counts the same here, glue too: how a claim is put together tells whose words it is made of. */
    private double missingForms() {
        Set<String> different = new HashSet<>();
        int missing = 0;
        for (Word word : claim) {
            if (different.add(word.form())) {
                String there = matched.get(word.stem());
                boolean inflected = there != null && bestStems.contains(there);
                missing += inflected || bestForms.contains(word.form()) ? 0 : 1;
            }
        }
        return different.isEmpty() ? 0 : (double) missing / different.size();
    }

    private void checkNumbers() {
        for (int index = 0; index < claim.size(); index++) {
            Word number = claim.get(index);
            if (!number.isNumber()) {
                continue;
            }
            int[] places = evidence.places(number.stem());
            if (places.length == 0 && !evidence.asks(number.stem())) {
                set(Feature.UNKNOWN_NUMBER, 1);
            } else if (places.length > 0 && !isNearItsWords(index, places)) {
                set(Feature.MISPLACED_NUMBER, 1);
            }
        }
    }

    /** Whether the evidence has the number near one of the words that it is near here. */
    private boolean isNearItsWords(int index, int[] places) {
        Set<String> neighbours = new HashSet<>();
        for (int at = Math.max(0, index - NEAR); at < Math.min(claim.size(), index + NEAR + 1); at++) {
            if (at != index && claim.get(at).isContent()) {
                String there = matched.get(claim.get(at).stem());
                if (there != null) {
                    neighbours.add(there);
                }
            }
        }
        if (neighbours.isEmpty()) {
            return true;
        }
        for (int place : places) {
            int from = Math.max(0, place - 2 * NEAR);
            int to = Math.min(evidence.size(), place + 2 * NEAR + 1);
            for (int at = from; at < to; at++) {
                if (at != place && neighbours.contains(evidence.word(at).stem())) {
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
            if (word.capital() && word.kind() == Word.Kind.CONTENT) {
                names++;
                unknown += matched.get(word.stem()) == null && !evidence.asks(word.stem()) ? 1 : 0;
            }
        }
        set(Feature.UNKNOWN_NAME, unknown == 0 ? 0 : 0.5 + 0.5 * unknown / names);
    }

    private void checkSense() {
        boolean same = bestShare >= SAME_MATTER;
        set(Feature.NEGATION, same && denies(claim, false) != bestDenies ? bestShare : 0);
        set(Feature.OPPOSITE, content.stream().anyMatch(this::isTurnedRound) ? 1 : 0);
        boolean self = false;
        for (Word word : claim) {
            self |= vocabulary.has("self", word.form()) && !evidence.hasForm(word.form());
        }
        set(Feature.SPEAKS_OF_SELF, self ? 1 : 0);
        set(Feature.HEDGED, adds("hedge") ? 1 : 0);
        set(Feature.ABSOLUTE, adds("absolute") ? 1 : 0);
    }

    /** Whether an opposite of the word stands among more of the claim's words than the word itself does. */
    private boolean isTurnedRound(Word word) {
        Set<String> opposites = vocabulary.opposites(word.stem());
        if (opposites.isEmpty()) {
            return false;
        }
        Company company = new Company(evidence, matched.values());
        int with = company.of(word.stem());
        return opposites.stream().anyMatch(opposite -> company.of(opposite) > with);
    }

    /** Whether the claim has a word of the list while its place in the evidence has none. */
    private boolean adds(String list) {
        for (Word word : claim) {
            if (vocabulary.has(list, word.form())) {
                return bestForms.stream().noneMatch(form -> vocabulary.has(list, form));
            }
        }
        return false;
    }

    /** A leading "No," answers somebody and denies nothing of what follows. */
    private static boolean denies(List<Word> words, boolean everywhere) {
        for (int index = 0; index < words.size(); index++) {
            if (words.get(index).kind() == Word.Kind.NEGATION && (everywhere || index > 0)) {
                return true;
            }
        }
        return false;
    }

    private Set<String> distinct() {
        return matched.keySet();
    }

    private void set(Feature feature, double value) {
        features[feature.ordinal()] = value;
    }
}
