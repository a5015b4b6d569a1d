package org.llmops.guardrail.secrets;

import java.util.List;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.matching.Patterns;

/** Looks for secrets by rules, and by hand where rules would not do: private keys and web tokens. */
final class SecretDetector implements LocalDetector {
    private final List<SecretRule> rules;
    private final Patterns patterns;
    private final List<Scanner> byHand;

    SecretDetector(List<SecretRule> rules, List<Scanner> byHand) {
        this.rules = List.copyOf(rules);
        this.patterns = SecretRules.patterns(rules);
        this.byHand = List.copyOf(byHand);
    }

    @Override
    public Scanner open(Scene scene) {
        return new Scanners(byHand, new SecretScanner(rules, patterns));
    }

    /** Several that go through the same text, each in its own time. */
    private static final class Scanners implements Scanner {
        private final List<Scanner> byHand;
        private final SecretScanner byRules;
        private final int[] resumeAt;

        Scanners(List<Scanner> byHand, SecretScanner byRules) {
            this.byHand = byHand;
            this.byRules = byRules;
            this.resumeAt = new int[byHand.size()];
        }

        @Override
        public int scan(GrowingText text, int from, Consumer<Match> found) {
            int next = byRules.scan(text, from, found);
            for (int index = 0; index < resumeAt.length; index++) {
                resumeAt[index] = byHand.get(index).scan(text, resumeAt[index], found);
                next = Math.min(next, resumeAt[index]);
            }
            return next;
        }

        @Override
        public int lookBehind() {
            return byRules.lookBehind();
        }
    }
}
