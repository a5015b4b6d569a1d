package org.llmops.eval.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.eval.CallLogTables;
import org.llmops.eval.FakeRouter;
import org.llmops.platform.testkit.RealServers;

@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakeRouter.class)
class CallLogRetentionAppTest {
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final LocalDate kept = today.minusDays(90);
    private final LocalDate expired = today.minusDays(91);

    @Inject
    DataSource database;

    @Inject
    CallLogRetention retention;

    private CallLogTables tables;

    @BeforeEach
    void look() {
        tables = new CallLogTables(database);
    }

    @Test
    void makesThePartitionsOfTheDaysToCome() throws Throwable {
        turn();

        assertThat(tables.partitions())
                .contains(
                        "call_log_outlying",
                        partition(today),
                        partition(today.plusDays(1)),
                        partition(today.plusDays(2)),
                        partition(today.plusDays(3)));
    }

    @Test
    void dropsExpiredDaysWithAllThatBelongsToThem() throws Throwable {
        tables.column("select call_log_add_day(?)", expired);
        tables.column("select call_log_add_day(?)", kept);
        List<String> gone = List.of(log(expired), log(today.minusYears(5)));
        List<String> there = List.of(log(kept), log(today), log(today.plusYears(5)));

        turn();

        assertThat(tables.partitions()).contains(partition(kept)).doesNotContain(partition(expired));
        gone.forEach(call -> assertThat(rowsOf(call)).as("call %s", call).isEqualTo(List.of(0L, 0L, 0L, 0L, 0L)));
        there.forEach(call -> assertThat(rowsOf(call)).as("call %s", call).isEqualTo(List.of(1L, 1L, 1L, 1L, 1L)));
    }

    @Test
    void movesCallsThatCameTooEarlyWhenTheirDayIsMade() {
        LocalDate far = today.plusDays(400);
        String call = log(far);
        String other = log(far.plusDays(1));
        assertThat(tables.partitionsOf(call)).containsExactly("call_log_outlying");

        tables.column("select call_log_add_day(?)", far);

        assertThat(tables.partitionsOf(call)).containsExactly(partition(far));
        assertThat(tables.partitionsOf(other)).containsExactly("call_log_outlying");
    }

    @Test
    void makesADayOnlyOnce() {
        LocalDate day = today.plusDays(500);

        assertThat(tables.column("select call_log_add_day(?)", day)).containsExactly("t");
        assertThat(tables.column("select call_log_add_day(?)", day)).containsExactly("f");
    }

    private void turn() throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> retention.turn());
    }

    /** A call of that day with one block, one feedback and one score. */
    private String log(LocalDate day) {
        UUID id = UUID.randomUUID();
        tables.column(
                "insert into call_id values ('acme', ?, ?::date::timestamp at time zone 'UTC') returning call_id",
                id,
                day);
        tables.column("""
                insert into call_log values ('acme', ?::date::timestamp at time zone 'UTC', ?,
                    null, null, null, null, 'm', null, null, 'ok', '', 'ABSENT', 0, '', 'ABSENT', 0, '')
                returning call_id
                """, day, id);
        tables.column(
                "insert into payload_block values ('acme', ?::text::bytea, '', ?) returning sha256",
                id.toString(),
                day);
        tables.column("""
                insert into feedback values ('acme', ?, ?, 'thumbs', 1, null, 'ava', 'user',
                    ?::date::timestamp at time zone 'UTC', null) returning id
                """, id, id, day);
        tables.column("""
                insert into score values ('acme', ?, ?, 's', 1, 1, 'r', ?::date::timestamp at time zone 'UTC') returning id
                """, id, id, day);
        return id.toString();
    }

    private List<Long> rowsOf(String call) {
        UUID id = UUID.fromString(call);
        return List.of(
                tables.count("call_log where call_id = ?", id),
                tables.count("call_id where call_id = ?", id),
                tables.count("payload_block where sha256 = ?::text::bytea", call),
                tables.count("feedback where call_id = ?", id),
                tables.count("score where call_id = ?", id));
    }

    private static String partition(LocalDate day) {
        return "call_log_" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }
}
