package org.llmops.guardrail.vault;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.replacing.Conversation;
import org.llmops.guardrail.replacing.WorkspaceKey;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.Original;
import org.llmops.guardrail.substituting.Substitute;
import org.llmops.platform.identity.WorkspaceId;

/** Writes one call's pseudonyms, and has their values kept before they leave. */
final class Pseudonyms implements Operator {
    private final WorkspaceId workspace;
    private final WorkspaceKey key;
    private final Conversation conversation;
    private final Predicate<String> restores;
    private final Function<List<VaultedValue>, Uni<Void>> keep;
    private final int maxValues;
    private final Map<Value, Substitute.Written> written = new HashMap<>();
    private List<VaultedValue> pending = new ArrayList<>();

    /**
     * @param restores whether the answer may show an entity again
     * @param keep what keeps a batch of values
     */
    Pseudonyms(
            WorkspaceId workspace,
            WorkspaceKey key,
            Conversation conversation,
            Predicate<String> restores,
            Function<List<VaultedValue>, Uni<Void>> keep,
            int maxValues) {
        this.workspace = workspace;
        this.key = key;
        this.conversation = conversation;
        this.restores = restores;
        this.keep = keep;
        this.maxValues = maxValues;
    }

    @Override
    public Substitute replace(Original original) {
        return written.computeIfAbsent(new Value(original.entity(), original.text()), this::write);
    }

    private Substitute.Written write(Value value) {
        Pseudonym pseudonym = Pseudonym.of(key, conversation, value.entity, value.original);
        if (written.size() < maxValues) {
            pending.add(VaultedValue.of(key, workspace, conversation, pseudonym, value.original));
        }
        return new Substitute.Written(pseudonym.text(), restores.test(value.entity));
    }

    @Override
    public Uni<Void> settle() {
        if (written.size() > maxValues) {
            return Uni.createFrom()
                    .failure(GuardrailProblem.VAULT_OVERFULL.because(
                            "One request may put at most " + maxValues + " values into the vault; send less at once"));
        }
        if (pending.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<VaultedValue> batch = pending;
        pending = new ArrayList<>();
        return keep.apply(batch);
    }

    /** Values of different kinds differ, even when they are written alike. */
    private record Value(String entity, String original) {}
}
