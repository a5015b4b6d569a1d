package org.llmops.guardrail.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rails come out of the database as they were meant, whenever they went in. */
class RailsColumnTest {
    private final RailsColumn column = new RailsColumn();

    @Test
    void whatGoesInComesOut() {
        Rail rail = new Rail(
                "a",
                "phone",
                JsonNodeFactory.instance.objectNode().put("x", 0.5),
                Set.of(Direction.OUTPUT),
                Action.RE_ASK,
                JsonNodeFactory.instance.objectNode().put("instruction", "Again"),
                RailMode.SHADOW,
                Set.of(Scope.LATEST_TURN, Scope.TOOLS),
                0.25,
                Map.of(Direction.INPUT, FailMode.OPEN),
                new AskJudge("b", 0.1, 0.9));

        assertThat(column.convertToEntityAttribute(column.convertToDatabaseColumn(List.of(rail))))
                .containsExactly(rail);
    }

    @Test
    void rowsFromBeforeRailsHadParametersAreRead() {
        List<Rail> rails = column.convertToEntityAttribute("""
                [{"id": "p", "detector": "phone", "directions": ["INPUT"], "action": "REDACT", "phone_regions": ["DE"]},
                 {"id": "e", "detector": "email", "directions": ["INPUT"], "action": "ALLOW", "phone_regions": []}]
                """);

        Rail phone = Rail.of("p", "phone", Set.of(Direction.INPUT), Action.REDACT);
        assertThat(rails)
                .containsExactly(
                        phone.with(
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .set(
                                                "default_regions",
                                                JsonNodeFactory.instance
                                                        .arrayNode()
                                                        .add("DE")),
                                phone.actionParameters()),
                        Rail.of("e", "email", Set.of(Direction.INPUT), Action.ALLOW));
        assertThat(rails.getFirst().onFailure(Direction.OUTPUT)).isEqualTo(FailMode.CLOSED);
    }
}
