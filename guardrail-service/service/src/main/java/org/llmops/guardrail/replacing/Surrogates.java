package org.llmops.guardrail.replacing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.Original;
import org.llmops.guardrail.substituting.Substitute;

/** The surrogates of one conversation, as far as one call needs them. */
final class Surrogates implements Operator {
    private static final String PURPOSE = "surrogate";
    private static final int FEWEST_RESTORED = 6;
    /** A check that one in 97 passes fails so often but once in 10^13 cases. */
    private static final int MOST_TRIES = 3000;

    private final WorkspaceKey key;
    private final Conversation conversation;
    private final Map<String, Form> forms;
    private final EntityChecks checks;
    private final boolean restored;
    private final Map<Value, String> issued = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> lasting = new HashSet<>();

    Surrogates(WorkspaceKey key, Conversation conversation, EntityChecks checks, boolean restored) {
        this.key = key;
        this.conversation = conversation;
        this.checks = checks;
        this.restored = restored;
        this.forms = Map.of(
                "EMAIL_ADDRESS", new EmailForm(key),
                "PAYMENT_CARD", new CardForm(),
                "CREDIT_CARD", new CardForm(),
                "IBAN", new IbanForm(),
                "IP_ADDRESS", new IpForm(),
                "PHONE_NUMBER", new PhoneForm(),
                "DATE_OF_BIRTH", new DateForm(),
                "DATE_TIME", new DateForm());
    }

    @Override
    public Substitute replace(Original original) {
        if (isSurrogate(original)) {
            return new Substitute.Written(original.text(), false);
        }
        String surrogate = issued.computeIfAbsent(new Value(original.entity(), original.text()), this::surrogate);
        boolean unmistakable = isUnmistakable(surrogate);
        if (unmistakable && !restored) {
            lasting.add(surrogate);
        }
        return new Substitute.Written(surrogate, unmistakable && restored);
    }

    /**
     * A surrogate that the client was given comes back with the history, and shall not become another: it is known beside
     * its original, and where its form tells that it is nobody's. A short one may as well be a value of its own.
     */
    private boolean isSurrogate(Original original) {
        Form form = forms.get(original.entity());
        return lasting.contains(original.text()) || !restored && form != null && form.isNobodys(original.text());
    }

    /** A short one may well be a word of the answer that means something else. */
    private static boolean isUnmistakable(String surrogate) {
        return surrogate.length() >= FEWEST_RESTORED && surrogate.length() <= Substitute.Written.MAX_RESTORABLE;
    }

    /** None is a value that was seen, and no two values share one while there are others. */
    private String surrogate(Value value) {
        taken.add(value.original);
        Optional<Predicate<String>> check = checks.of(value.entity);
        String candidate = value.original;
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            candidate = candidate(value, attempt);
            if (candidate.equals(value.original) && forms.get(value.entity) instanceof EmailForm) {
                // It was written here before: it says so itself.
                return candidate;
            }
            String tried = candidate;
            if (!taken.contains(tried) && check.map(valid -> valid.test(tried)).orElse(true)) {
                taken.add(tried);
                return tried;
            }
        }
        // Its kind leaves no other value, such as a single letter: then nothing of it may be shown.
        return "*".repeat(value.original.length());
    }

    private String candidate(Value value, int attempt) {
        byte[] seed =
                key.fingerprint(PURPOSE, conversation.name(), value.entity, value.original, Integer.toString(attempt));
        Draws draws = new Draws(seed);
        Form form = forms.get(value.entity);
        String known = form == null ? null : form.like(value.original, draws);
        return known == null ? Shape.like(value.original, draws) : known;
    }

    /** Values of different kinds differ, even when they are written alike. */
    private record Value(String entity, String original) {}
}
