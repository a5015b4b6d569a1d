package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;

/** Databases that were in use before: what is in force stays in force, and nothing of it is lost on the way. */
@QuarkusTest
@WithTestResource(RealServers.class)
class MigrationAppTest {
    private static final String SCHEMA = "in_use_before";

    @Inject
    DataSource database;

    @AfterEach
    void clean() throws SQLException {
        in("public", "drop schema if exists " + SCHEMA + " cascade");
    }

    @Test
    void whatWasInForceBeforeVersionsHadStagesStaysInForce() throws SQLException {
        migrate("3");
        in(
                SCHEMA,
                """
                insert into policy values ('acme', 'support', 2, 'arthur', now(), now()),
                    ('acme', 'unused', 1, 'arthur', now(), now()), ('globex', 'support', 1, 'grace', now(), now())
                """,
                """
                insert into policy_version values ('acme', 'support', 1, '[]', 'BLOCK', 'arthur', now(), null),
                    ('acme', 'support', 2, '[]', 'ALLOW', 'arthur', now(), 250),
                    ('acme', 'unused', 1, '[]', 'BLOCK', 'arthur', now(), null),
                    ('globex', 'support', 1, '[]', 'BLOCK', 'grace', now(), null)
                """,
                """
                insert into enforced_policy values ('acme', 'support', 2, 'alice', '2026-01-31T12:00:00Z'),
                    ('globex', 'support', 1, 'grace', '2026-02-01T12:00:00Z')
                """,
                "insert into vault_value values ('acme', 'f', '<A_1>', 'A', 's', 'v', 'x', now(), now())");

        migrate("latest");

        assertThat(rows("select workspace, policy, version, stage, moved_by from policy_stage order by 1, 2, 3"))
                .containsExactly("acme|support|2|enforce|alice", "globex|support|1|enforce|grace");
        assertThat(rows("select workspace, move, version, from_stage, to_stage, moved_at from policy_move order by 1"))
                .hasSize(2)
                .allSatisfy(move -> assertThat(move).contains("|draft|enforce|"));
        assertThat(rows("select workspace, place, name, policy, attached_by from policy_attachment order by 1"))
                .containsExactly("acme|workspace|all|support|alice", "globex|workspace|all|support|grace");
        assertThat(rows("select policy, version, deadline_ms from policy_version where deadline_ms is not null"))
                .containsExactly("support|2|250");
        assertThat(rows("select count(*) from policy_version")).containsExactly("4");
        assertThat(rows("select pseudonym, sealed from vault_value")).containsExactly("<A_1>|x");
        assertThat(rows("select to_regclass('" + SCHEMA + ".enforced_policy') is null"))
                .containsExactly("t");
    }

    @Test
    void findingsOutliveTheirFormerKeyWithoutWhatItProtected() throws SQLException {
        migrate("5");
        in(SCHEMA, "insert into fingerprint_key values ('acme', 'k', 'w', 's')", """
                insert into screened_text values ('acme', '00000000-0000-7000-8000-000000000001', 'c', '0', 'input', 'user',
                    '{}', 'redact', 'support', 1, 10, 'f', '{"key_id": "k"}', now(), now() + interval '1 day')
                """, """
                insert into finding values ('acme', '00000000-0000-7000-8000-000000000002',
                    '00000000-0000-7000-8000-000000000001', 'c', '0', 'input', 'user', 'support', 1, 'email',
                    'EMAIL_ADDRESS', 'redact', 'enforce', 0.9, 0, 5, 'r', 'f', now(), now() + interval '1 day')
                """);

        migrate("latest");

        assertThat(rows("select rule, fingerprint from finding")).containsExactly("email|null");
        assertThat(rows("select call_id, fingerprint, sealed from screened_text"))
                .containsExactly("c|null|null");
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(database)
                .schemas(SCHEMA)
                .locations("db/platform", "db/migration")
                .target(MigrationVersion.fromVersion(target))
                .load()
                .migrate();
    }

    private void in(String schema, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path to " + schema);
            statement.execute("select set_config('llmops.workspace', '*', false)");
            for (String sql : statements) {
                statement.execute(sql);
            }
            statement.execute("reset all");
        }
    }

    private List<String> rows(String select) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path to " + SCHEMA);
            statement.execute("select set_config('llmops.workspace', '*', false)");
            List<String> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(select)) {
                while (found.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                        row.append(column == 1 ? "" : "|").append(found.getString(column));
                    }
                    rows.add(row.toString());
                }
            }
            statement.execute("reset all");
            return rows;
        }
    }
}
