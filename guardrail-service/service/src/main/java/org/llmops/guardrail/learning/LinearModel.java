package org.llmops.guardrail.learning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.llmops.guardrail.detecting.Match;

/**
 * Tells by the n-grams of a text, and by signals that the caller adds, whether it is of one kind. Safe for any thread;
 * the work grows linearly with the text.
 */
public final class LinearModel {
    /** Begins the names of signals that mean nothing alone: what they weigh is learned from nothing. */
    public static final String HINT = "~";

    private static final ThreadLocal<Features> FEATURES = ThreadLocal.withInitial(Features::new);

    private final ModelWeights weights;

    LinearModel(ModelWeights weights) {
        this.weights = weights;
    }

    /** A model that comes with the service, such as {@code /injection/user.weights}; its card lies beside it. */
    public static LinearModel ofResource(String path) {
        try (InputStream file = LinearModel.class.getResourceAsStream(path)) {
            return new LinearModel(ModelWeights.read(Objects.requireNonNull(file, path)));
        } catch (IOException damaged) {
            throw new UncheckedIOException(path + " cannot be read", damaged);
        }
    }

    /** Changes with every training. */
    public String version() {
        return weights.version();
    }

    public Reading read(CharSequence folded) {
        return read(folded, List.of());
    }

    /**
     * Reads a text as the normaliser folds it.
     *
     * @param signals what else is known of it, such as rules that matched; names unknown to the model weigh nothing
     */
    public Reading read(CharSequence folded, Collection<String> signals) {
        Features features = FEATURES.get();
        features.read(folded);
        double logOdds = logOdds(features, signals);
        Calibration calibration = Objects.requireNonNull(weights.calibrations().get(features.band()));
        return new Reading(logOdds, calibration.chance(logOdds), calibration.falsePositives(logOdds), features.band());
    }

    /** What weighs most for a text: its words, each with all n-grams that end in it, and the signals. */
    public List<Match.Contribution> explain(CharSequence folded, Collection<String> signals) {
        Features features = FEATURES.get();
        features.read(folded);
        Map<String, Double> shares = new HashMap<>();
        addShares(folded, features, shares);
        for (String signal : signals) {
            shares.merge(signal, (double) weights.signals().getOrDefault(signal, 0f), Double::sum);
        }
        List<Match.Contribution> contributions = new ArrayList<>();
        shares.forEach((feature, share) -> contributions.add(new Match.Contribution(feature, share)));
        return contributions.stream()
                .filter(contribution -> contribution.weight() > 0)
                .sorted(Comparator.comparingDouble(Match.Contribution::weight)
                        .reversed()
                        .thenComparing(Match.Contribution::feature))
                .limit(Match.MAX_CONTRIBUTIONS)
                .toList();
    }

    double logOdds(Features features, Collection<String> signals) {
        byte[] buckets = weights.buckets();
        float sum = 0;
        for (int i = 0; i < features.size(); i++) {
            // Those that weigh nothing are added, too: which they are, no processor can guess.
            sum += buckets[features.bucket(i)] * features.value(i);
        }
        double logOdds = weights.bias() + weights.scale() * sum;
        for (String signal : signals) {
            logOdds += weights.signals().getOrDefault(signal, 0f);
        }
        return logOdds;
    }

    /** Adds up what the n-grams of each word weigh. */
    private void addShares(CharSequence text, Features features, Map<String, Double> shares) {
        Ngrams ngrams = features.ngrams();
        int ngram = 0;
        for (int word = 0; word < ngrams.words(); word++) {
            double share = 0;
            for (; ngram < ngrams.countTo(word); ngram++) {
                int bucket = ngrams.hash(ngram) >>> 32 - Features.BITS;
                share += weights.scale() * weights.buckets()[bucket] * features.share(bucket, ngrams.isPart(ngram));
            }
            String name = text.subSequence(ngrams.wordStart(word), ngrams.wordEnd(word))
                    .toString();
            shares.merge(name.toLowerCase(Locale.ROOT), share, Double::sum);
        }
    }
}
