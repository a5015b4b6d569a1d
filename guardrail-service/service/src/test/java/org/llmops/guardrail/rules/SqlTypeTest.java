package org.llmops.guardrail.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Pieces;
import org.llmops.platform.problem.FieldError;

class SqlTypeTest {
    private static final LocalDetector DETECTOR = Given.detector(new SqlType(), "{}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin' OR '1'='1",
                "x' or 1=1 --",
                "1 OR 1=1",
                "-1 UNION/**/SELECT username, password FROM users",
                "5; DROP TABLE students;",
                "Robert'); DROP TABLE Students;--",
                "1' AND SLEEP(5)#",
                "'; WAITFOR DELAY '0:0:5'--",
                "select table_name from information_schema.tables",
                "'; exec xp_cmdshell 'dir'",
                "\" or \"\"=\"\" or \"a\"=\"a"
            })
    void findsWhatInjectionsConsistOf(String text) {
        assertThat(Pieces.matches(DETECTOR, text))
                .anyMatch(match -> match.entity().equals("SQL_INJECTION"));
        Pieces.expectSameHoweverCut(DETECTOR, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It's 5 or 6 o'clock; drop by the table when you like.",
                "The workers' union selects its members -- carefully.",
                "Please select a book from the shelf and update your list.",
                "Don't sleep (much) before the exam; 'or' is a conjunction.",
            })
    void leavesProseAlone(String text) {
        assertThat(Given.found(DETECTOR, text)).isEmpty();
    }

    @Test
    void findsStatementsOfTheKindsThatAreNamed() {
        LocalDetector writing = Given.detector(
                new SqlType(), "{\"injections\": false, \"statements\": [\"delete\", \"drop\", \"update\"]}");
        assertThat(Given.found(writing, "SELECT a FROM b; DELETE FROM orders WHERE 1=1; drop table if exists t1"))
                .containsExactly("delete:DELETE FROM orders", "drop:drop table if exists t1");
    }

    @Test
    void namesKindsThatThereAreNot() {
        assertThat(Given.faults(new SqlType(), "{\"statements\": [\"merge\"]}"))
                .containsExactly(new FieldError(
                        "parameters.statements",
                        "Kinds among alter, create, delete, drop, grant, insert, select, truncate, update"));
    }
}
