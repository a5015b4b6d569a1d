package org.llmops.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llmops.prompt.Registry.anyPrompt;
import static org.llmops.prompt.Registry.text;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.testkit.RealServers;

/** What the database refuses even if the code above it is wrong, and what it remembers. */
@QuarkusTest
@WithTestResource(RealServers.class)
class DatabaseWallsAppTest {
    private final Registry arthur = Registry.as("arthur");
    private final String prompt = anyPrompt();

    @Inject
    DataSource database;

    @ParameterizedTest
    @ValueSource(strings = {"prompt", "prompt_version", "prompt_label", "prompt_label_move"})
    void a_row_is_invisible_outside_its_workspace(String table) throws SQLException {
        arthur.published(prompt, text("x").put("labels", JsonArray.of("production")));
        String count = "select count(*)::text from %s where workspace = 'acme'".formatted(table);

        assertThat(query("acme", count)).isNotEqualTo(List.of("0"));
        assertThat(query("globex", count)).containsExactly("0");
        assertThat(query("", count)).containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from prompt_version returning workspace",
                "update prompt_version set messages = '[]' returning workspace",
                "delete from prompt_label_move returning workspace",
                "update prompt_label_move set moved_by = 'nobody' returning workspace"
            })
    void history_cannot_be_rewritten(String sql) {
        arthur.published(prompt, text("x").put("labels", JsonArray.of("production")));

        assertThatThrownBy(() -> query("acme", sql)).hasMessageContaining("append-only");
    }

    @Test
    void every_change_is_in_the_audit_log_with_who_did_it() throws SQLException {
        arthur.published(prompt, text("x"));
        arthur.move(prompt, "production", 1).then().statusCode(200);
        arthur.remove(prompt, "production").then().statusCode(204);
        arthur.remove(prompt, "production").then().statusCode(404);

        assertThat(query("acme", """
                        select actor || ' ' || actor_kind || ' ' || action || ' ' || resource
                        from audit_log where resource like 'prompts/%s%%' order by id
                        """.formatted(prompt)))
                .containsExactly(
                        "arthur user prompt.version.publish prompts/" + prompt,
                        "arthur user prompt.label.move prompts/" + prompt + "/labels/production",
                        "arthur user prompt.label.remove prompts/" + prompt + "/labels/production");
    }

    private List<String> query(String workspace, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement act = connection.prepareStatement("select set_config('llmops.workspace', ?, false)");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            act.setString(1, workspace);
            act.execute();
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        }
    }
}
