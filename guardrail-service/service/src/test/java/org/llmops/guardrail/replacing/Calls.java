package org.llmops.guardrail.replacing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.OperatorType;
import org.llmops.guardrail.substituting.Original;
import org.llmops.guardrail.substituting.Substitute;
import org.llmops.platform.identity.WorkspaceId;

/** Calls whose values are replaced, as the tests make them. */
final class Calls {
    static final WorkspaceKeys KEYS = new WorkspaceKeys() {
        @Override
        public Uni<WorkspaceKey> of(WorkspaceId workspace) {
            return Uni.createFrom().item(key(workspace.value()));
        }

        @Override
        public Uni<List<WorkspaceKey>> all(WorkspaceId workspace) {
            return of(workspace).map(List::of);
        }
    };

    private Calls() {}

    static WorkspaceKey key(String seed) {
        return new WorkspaceKey(Arrays.copyOf(WorkspaceKey.hmac(new byte[1], seed.getBytes()), WorkspaceKey.BYTES));
    }

    static Scene in(String workspace, String conversation) {
        return new Scene(
                new WorkspaceId(workspace), false, Source.USER, List.of(), Map.of("conversation", conversation));
    }

    static Operator open(OperatorType type, ObjectNode parameters, Scene scene) {
        return type.compile(new Parameters(parameters, "action_parameters"))
                .open(scene)
                .await()
                .indefinitely();
    }

    static Operator surrogates(String conversation) {
        return open(new SurrogateType(KEYS, entity -> Optional.empty()), none(), in("acme", conversation));
    }

    static ObjectNode none() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String written(Operator operator, String entity, String value) {
        return substitute(operator, entity, value).text();
    }

    static Substitute.Written substitute(Operator operator, String entity, String value) {
        return (Substitute.Written) operator.replace(new Original(entity, value, in("acme", "any")));
    }
}
