package org.llmops.guardrail.redacting;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.substituting.Operator;

/** The operators of one call's rails, each opened once for it. */
final class OpenOperators {
    private final Map<Operator, Operator> opened = new IdentityHashMap<>();

    /** Opens them one after the other: they share the call's connection to the database. */
    Uni<Void> open(Collection<Operator> operators, Scene scene) {
        return Multi.createFrom()
                .iterable(List.copyOf(operators))
                .onItem()
                .transformToUniAndConcatenate(
                        operator -> operator.open(scene).invoke(ready -> opened.put(operator, ready)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** The operator as it is for this call. */
    Operator of(Operator operator) {
        return opened.getOrDefault(operator, operator);
    }

    /** Makes sure of all that they wrote. */
    Uni<Void> settle() {
        Uni<Void> settled = Uni.createFrom().voidItem();
        for (Operator operator : new ArrayList<>(opened.values())) {
            settled = settled.chain(operator::settle);
        }
        return settled;
    }
}
