package org.llmops.guardrail.content;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of hurtful content; their names are the entities of matches. */
enum Category {
    /** Judged by a model: abusive, obscene or otherwise hurtful, in whatever way. */
    TOXICITY,
    HATE,
    INSULT,
    THREAT,
    SEXUAL,
    SELF_HARM,
    VIOLENCE;

    static final List<Category> ALL = List.of(values());

    /** As policies write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Category> of(String word) {
        return Arrays.stream(values())
                .filter(category -> category.word().equals(word))
                .findFirst();
    }
}
