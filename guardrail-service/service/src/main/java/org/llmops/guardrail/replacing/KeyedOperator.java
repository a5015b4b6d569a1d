package org.llmops.guardrail.replacing;

import io.smallrye.mutiny.Uni;
import java.util.function.BiFunction;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.Original;
import org.llmops.guardrail.substituting.Substitute;

/** Needs the workspace's key before it can replace anything. */
record KeyedOperator(WorkspaceKeys keys, BiFunction<Scene, WorkspaceKey, Operator> withKey) implements Operator {
    @Override
    public boolean isOpenedForEachCall() {
        return true;
    }

    @Override
    public Uni<Operator> open(Scene scene) {
        return keys.of(scene.workspace()).map(key -> withKey.apply(scene, key));
    }

    @Override
    public Substitute replace(Original original) {
        throw new IllegalStateException("It was not opened for the call");
    }
}
