package org.llmops.guardrail.pii;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;

/** Looks for addresses and for persons outside of them: streets and towns bear people's names. */
final class PersonsBesideAddresses implements LocalDetector {
    private final LocalDetector persons;
    private final LocalDetector addresses;

    PersonsBesideAddresses(LocalDetector persons, LocalDetector addresses) {
        this.persons = persons;
        this.addresses = addresses;
    }

    @Override
    public Scanner open(Scene scene) {
        return new Both(persons.open(scene), addresses.open(scene));
    }

    /** Keeps a person back until it is known that no address begins before it and reaches it. */
    private static final class Both implements Scanner {
        private final Scanner persons;
        private final Scanner addresses;
        private final Deque<Match> waiting = new ArrayDeque<>();
        private final List<Match> found = new ArrayList<>();
        private int personsFrom;
        private int addressesFrom;

        Both(Scanner persons, Scanner addresses) {
            this.persons = persons;
            this.addresses = addresses;
        }

        @Override
        public int lookBehind() {
            return Math.max(persons.lookBehind(), addresses.lookBehind());
        }

        @Override
        public int scan(GrowingText text, int from, Consumer<Match> told) {
            addressesFrom = addresses.scan(text, Math.max(from, addressesFrom), match -> {
                found.add(match);
                told.accept(match);
            });
            personsFrom = persons.scan(text, Math.max(from, personsFrom), waiting::add);
            while (!waiting.isEmpty() && isSettled(text, waiting.getFirst())) {
                Match person = waiting.removeFirst();
                found.removeIf(address -> address.end() <= person.start());
                if (found.stream().noneMatch(person::overlaps)) {
                    told.accept(person);
                }
            }
            int settled = Math.min(personsFrom, addressesFrom);
            return waiting.isEmpty()
                    ? settled
                    : Math.min(settled, waiting.getFirst().start());
        }

        private boolean isSettled(GrowingText text, Match person) {
            return addressesFrom >= person.end() || text.isComplete();
        }
    }
}
