package org.llmops.cost.ledger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.DataException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes call records from Kafka. A record that cannot be counted goes to the dead letter topic and stops nobody; when the
 * database is away, everything waits.
 */
@ApplicationScoped
class CallIngestion {
    private static final Logger log = Logger.getLogger(CallIngestion.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Bookkeeping bookkeeping;

    CallIngestion(Bookkeeping bookkeeping) {
        this.bookkeeping = bookkeeping;
    }

    @Incoming("calls")
    Uni<Void> on(KafkaRecordBatch<String, byte[]> batch) {
        List<Told> told = new ArrayList<>();
        List<Uni<Void>> bad = new ArrayList<>();
        for (KafkaRecord<String, byte[]> message : batch) {
            try {
                told.add(new Told(message, CallWire.read(message.getPayload())));
            } catch (RuntimeException malformed) {
                bad.add(bury(message, malformed));
            }
        }
        return enter(told)
                .chain(() -> oneAfterTheOther(bad))
                .chain(() -> Uni.createFrom().completionStage(batch.ack()));
    }

    /** All at once; when one of them is poison each half alone, down to the one that is set aside. */
    private Uni<Void> enter(List<Told> told) {
        return untilDatabaseIsThere(told.stream().map(Told::call).toList())
                .onFailure(CallIngestion::isPoison)
                .recoverWithUni(poison -> told.size() == 1
                        ? bury(told.getFirst().message, poison)
                        : enter(told.subList(0, told.size() / 2))
                                .chain(() -> enter(told.subList(told.size() / 2, told.size()))));
    }

    private Uni<Void> untilDatabaseIsThere(List<Call> calls) {
        return Uni.createFrom()
                .deferred(() -> bookkeeping.enter(calls))
                .onFailure(failure -> !isPoison(failure))
                .invoke(failure -> log.warnf("%d calls wait to be counted: %s", calls.size(), failure.getMessage()))
                .onFailure(failure -> !isPoison(failure))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private static Uni<Void> bury(KafkaRecord<String, byte[]> message, Throwable reason) {
        return Uni.createFrom().deferred(() -> {
            log.errorf("Call record %s cannot be counted: %s", message.getKey(), reason.getMessage());
            return Uni.createFrom().completionStage(message.nack(reason));
        });
    }

    private static Uni<Void> oneAfterTheOther(List<Uni<Void>> steps) {
        return Multi.createFrom()
                .iterable(steps)
                .onItem()
                .transformToUniAndConcatenate(step -> step)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** What fails the same way every time, because of what is in the record. */
    private static boolean isPoison(@Nullable Throwable failure) {
        return failure != null
                && (failure instanceof ArithmeticException
                        || failure instanceof DataException
                        || failure instanceof ConstraintViolationException
                        || failure instanceof PgException refused && isAboutData(refused.getSqlState())
                        || isPoison(failure.getCause()));
    }

    /** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation). */
    private static boolean isAboutData(@Nullable String sqlState) {
        return sqlState != null && (sqlState.startsWith("22") || sqlState.startsWith("23"));
    }

    /** A message, and what it tells. */
    private record Told(KafkaRecord<String, byte[]> message, Call call) {}
}
